/**
 * Byte-exact messages.
 */
package io.evenkeel.codecs.golden;
