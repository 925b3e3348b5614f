/**
 * A naive model of the clearing in {@link java.math.BigInteger}, written from the rules and not from the core: no
 * ladders, no certificates, no shortcuts. It scans every account every time.
 */
package io.evenkeel.model;
