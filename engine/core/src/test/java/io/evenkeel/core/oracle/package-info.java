/** Faults of oracles against a whole engine: whom they must not ruin, and when prices must not be trusted. */
package io.evenkeel.core.oracle;
