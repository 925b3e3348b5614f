/**
 * The laws of the state machine, as tests: what it may depend on, and what would make two replicas differ. Each
 * law is also shown to catch breaches planted in {@link io.evenkeel.core.law.breach}.
 */
package io.evenkeel.core.law;
