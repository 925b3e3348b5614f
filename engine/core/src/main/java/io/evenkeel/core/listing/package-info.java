/** Assets and instruments with their parameters and the prices in force. */
package io.evenkeel.core.listing;
