/** What funding does to positions: cumulative indexes, exact accrual without a sweep, carries and dust (SPEC 5). */
package io.evenkeel.core.funding;
