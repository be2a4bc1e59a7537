/**
 * YAML files bound to records, with errors that name the file, line and column, what was found and
 * what is allowed. Used for technology data, device presets and studies alike.
 */
package org.crosslearn.hw.yaml;
