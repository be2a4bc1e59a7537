/**
 * The dense inner loops: single-precision matrix products on plain arrays, in a plain and a
 * vectorised implementation that agree to rounding.
 *
 * <p>Nothing here knows of crossbars, signals or learning; devices, noise and recording live
 * elsewhere.
 */
package org.crosslearn.crossbar.kernel;
