/**
 * The crash lab: a book of accounts, a path of prices, keepers of limited capital, and the real core in between; and
 * who lost what by it under each policy of deleveraging.
 */
package io.evenkeel.tools.crash;
