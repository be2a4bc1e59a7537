/** Runs the trials of a study and keeps one result file for each. */
package org.crosslearn.reports.run;
