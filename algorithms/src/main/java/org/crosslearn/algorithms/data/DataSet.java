package org.crosslearn.algorithms.data;

/** Images to learn from and images to be judged on. */
public record DataSet(String name, ImageShape shape, int classes, Samples train, Samples test) {}
