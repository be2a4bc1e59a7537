/**
 * Data sets: what they are, where their files lie, how they are checked, read and fetched. Nothing
 * here knows of networks, learning rules or hardware.
 *
 * <p>A new data set is one class that implements {@link
 * org.crosslearn.algorithms.data.DataSource} (or extends {@link
 * org.crosslearn.algorithms.data.IdxSource} if its files have the format of MNIST) and one line in
 * {@code META-INF/services/org.crosslearn.algorithms.data.DataSource}.
 */
package org.crosslearn.algorithms.data;
