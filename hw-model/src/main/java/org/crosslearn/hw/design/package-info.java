/**
 * Whole chips as people name them: cells, subarrays and what is around them in one record, presets
 * with their sources, and the checks that need more than one part. What a chip costs is not known
 * here.
 */
package org.crosslearn.hw.design;
