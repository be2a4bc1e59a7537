/** What a hardware is: the choice of device, crossbar and chip that one column of a study stands for. */
package org.crosslearn.crossbar;
