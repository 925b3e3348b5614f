/** The second stage: price sources, index and mark, states, and which listings are admitted. */
package io.evenkeel.core.price;
