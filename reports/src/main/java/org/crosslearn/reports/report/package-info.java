/**
 * The published form of a study's results: one table in several notations and a self-contained HTML
 * page with charts. Everything here is a pure function of {@link
 * org.crosslearn.reports.run.StudyResult}: no clock, no random identifiers, no locale, so equal
 * results give equal bytes. Charts know nothing of studies; nothing here runs or prices anything.
 */
package org.crosslearn.reports.report;
