/**
 * Names of what the published hardware model does wrong. Reproductions of it look their faults up
 * here; no figure is computed here.
 */
package org.crosslearn.hw.fault;
