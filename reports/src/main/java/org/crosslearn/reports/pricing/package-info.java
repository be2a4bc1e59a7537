/**
 * Prices of networks and of recorded trials on any chip, without training: what is to be priced, one
 * price with all its parts, and grids of prices. Output goes to strings; who prints them is the
 * command's business.
 */
package org.crosslearn.reports.pricing;
