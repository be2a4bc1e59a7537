/** The {@code crosslearn} command: reads arguments, calls the other packages, prints for people. */
package org.crosslearn.reports.cli;
