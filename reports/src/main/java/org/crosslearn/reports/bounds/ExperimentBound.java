package org.crosslearn.reports.bounds;

/**
 * Something that a study of an experiment demands of its results. See {@link ExperimentBoundParser}
 * for the language.
 *
 * @param text as the study states it
 * @param figure what is bounded, where
 * @param limit in SI units, or how many times the accuracy of {@code reference}
 * @param unit as it was written, and as results are shown
 * @param reference features whose accuracy is multiplied by the limit; null for a number
 */
public record ExperimentBound(
    String text,
    ExperimentFigure figure,
    Bound.Comparison comparison,
    double limit,
    String unit,
    String reference) {}
