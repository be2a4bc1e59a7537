/**
 * The inner loops on plain arrays, in a plain and a vectorised implementation that agree to rounding:
 * products of dense matrices, and the noise, column currents, conversions and pulses of the analog
 * path.
 *
 * <p>Nothing here knows of signals or learning; devices, encodings and recording live elsewhere.
 */
package org.crosslearn.crossbar.kernel;
