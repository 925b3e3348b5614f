/** What an account is worth and must hold: the function that judges, and equity, IM and MM for reports. */
package io.evenkeel.core.margin;
