/** How signed numbers live on conductances, which are never negative. */
package org.crosslearn.crossbar.encoding;
