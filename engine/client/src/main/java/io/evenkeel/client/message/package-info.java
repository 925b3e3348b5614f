/**
 * Messages read by the names that the schema gives them, for people and tools.
 */
package io.evenkeel.client.message;
