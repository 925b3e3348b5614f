/**
 * Bytes to text: reads any message of the schema by its description, without knowing it beforehand.
 */
package io.evenkeel.tools.decode;
