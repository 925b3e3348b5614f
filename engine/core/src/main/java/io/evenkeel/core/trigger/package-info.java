/** Boxes and their certificates, price ladders, and the task that a price sets in motion (SPEC 9). */
package io.evenkeel.core.trigger;
