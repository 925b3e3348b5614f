/** What participants may do and sign, against a live node. */
package io.evenkeel.tools.wire;
