/** Money on its way out of the clearing and into it: instructions to gateways, and the limits of both. */
package io.evenkeel.core.settlement;
