/**
 * Scenario files: commands and expectations, run through the real core on one thread.
 */
package io.evenkeel.tools.scenario;
