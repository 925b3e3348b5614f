/**
 * The {@code evenkeel} command line.
 */
package io.evenkeel.tools;
