/** Seeded commands for the node's tests: a market set up by the operator, then fills, prices, deposits and nonsense. */
package io.evenkeel.node.traffic;
