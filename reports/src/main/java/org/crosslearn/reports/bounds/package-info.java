/** Bounds on accuracy and cost that a study states and {@code crosslearn check} enforces. */
package org.crosslearn.reports.bounds;
