/** Off-heap records, maps and sets, and the mixing of words for slots and hashes. */
package io.evenkeel.core.store;
