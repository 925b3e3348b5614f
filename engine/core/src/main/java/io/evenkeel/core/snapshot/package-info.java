/** How the records of a snapshot are written. */
package io.evenkeel.core.snapshot;
