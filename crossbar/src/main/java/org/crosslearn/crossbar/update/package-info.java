/** How a requested weight change becomes programming pulses. */
package org.crosslearn.crossbar.update;
