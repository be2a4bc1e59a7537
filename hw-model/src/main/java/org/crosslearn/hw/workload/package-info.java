/**
 * The operation graph that a learning rule leaves behind when it runs: which crossbar and digital
 * operations were performed, on how much data, with which activity, and what each depended on.
 *
 * <p>Nothing here knows a price; nothing here knows why an operation was performed.
 */
package org.crosslearn.hw.workload;
