/**
 * Named devices and hardware, as YAML files in the schema that users write. A new one is a file and
 * a line in the index beside it.
 */
package org.crosslearn.crossbar.presets;
