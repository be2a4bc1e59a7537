/** The chip around the subarrays: tiles, buffers, interconnect, shared digital units, dataflow. */
package org.crosslearn.hw.chip;
