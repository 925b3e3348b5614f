/** The first stage: sessions, participants, roles, command sequences. */
package io.evenkeel.core.gate;
