/**
 * A market in miniature on a real node: venues, oracles that disagree, a crash, keepers, and an account of it all.
 */
package io.evenkeel.tools.demo;
