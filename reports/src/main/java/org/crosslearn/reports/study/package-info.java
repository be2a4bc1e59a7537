/**
 * The study: which rules learn which data on which hardware, read from a YAML file and checked
 * before anything runs. Nothing here runs a trial.
 */
package org.crosslearn.reports.study;
