/** Networks on crossbars: layers of matrices and how their weights start. */
package org.crosslearn.algorithms.network;
