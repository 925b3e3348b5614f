/** Classes that break one law each, once in every method and field. Nothing calls them. */
package io.evenkeel.core.law.breach;
