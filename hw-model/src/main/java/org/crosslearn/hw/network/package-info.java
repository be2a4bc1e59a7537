/**
 * Networks as shapes alone, and the operations that running and training them takes on crossbars,
 * with an assumed or measured activity. Nothing here has weights or learns; what a learning rule
 * really does is recorded where it runs.
 */
package org.crosslearn.hw.network;
