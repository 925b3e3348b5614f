/** Modules in small, each with one breach of its wall. */
package io.evenkeel.tools.wall.planted;
