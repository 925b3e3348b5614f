/** A small house whose stages look into each other. */
package io.evenkeel.core.law.breach.house;
