/** A gap in the price that most accounts depend on: how long it takes until the last of their orders is out. */
package io.evenkeel.perf.gap;
