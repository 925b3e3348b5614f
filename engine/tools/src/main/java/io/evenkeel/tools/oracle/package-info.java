/** The reference oracle: publishes recorded, piped or simulated prices with a sequence of its own. */
package io.evenkeel.tools.oracle;
