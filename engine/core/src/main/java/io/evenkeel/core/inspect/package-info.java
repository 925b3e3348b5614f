/** What can be read of the state, for reports, scenarios and tests. */
package io.evenkeel.core.inspect;
