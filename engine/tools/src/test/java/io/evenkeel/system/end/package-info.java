/**
 * Commands that are told to end, as processes.
 */
package io.evenkeel.system.end;
