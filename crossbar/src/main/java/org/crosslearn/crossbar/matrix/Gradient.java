package org.crosslearn.crossbar.matrix;

/**
 * A requested change of a matrix in the digital domain.
 *
 * @param values {@code outputs x inputs}, row-major; the matrix's own buffer, valid until its next
 *     {@link CrossbarMatrix#accumulate}
 * @param producer the recorded operation that made it, or {@link Signal#GIVEN}
 */
public record Gradient(float[] values, int producer) {}
