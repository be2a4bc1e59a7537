/** Digital to analog and back: resolution and range of the converters around an array. */
package org.crosslearn.crossbar.converter;
