/** Exact integer arithmetic beyond 64 bits, and the bounds within which it stays. */
package io.evenkeel.core.arithmetic;
