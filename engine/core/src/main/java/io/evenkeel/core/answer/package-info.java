/** Answers to commands, kept so that a command sent again gets its first one. */
package io.evenkeel.core.answer;
