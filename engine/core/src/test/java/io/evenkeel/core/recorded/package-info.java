/** What venues recorded, played through the core: facts that nobody here made up. */
package io.evenkeel.core.recorded;
