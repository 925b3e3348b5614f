/**
 * Keepers against real nodes.
 */
package io.evenkeel.system.keeper;
