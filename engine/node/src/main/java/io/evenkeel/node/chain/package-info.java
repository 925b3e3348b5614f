/**
 * A hash chain over all commands and outputs, and the comparison of its digests between nodes: a node that differs from
 * the others stops itself.
 */
package io.evenkeel.node.chain;
