/** Seeded simulation of the whole engine against a naive model, with an adversary that knows every trigger. */
package io.evenkeel.core.sim;
