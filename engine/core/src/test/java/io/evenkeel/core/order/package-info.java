/** Orders and their limits: margin for orders, credit checks, busts, fees, slow prices, notices; numbers by hand. */
package io.evenkeel.core.order;
