/** Double entry: what a trade does to an account, and the bookings that keep money and the corner of its box true. */
package io.evenkeel.core.booking;
