/**
 * Starting nodes: properties, media driver, archive, consensus module, service, and their end.
 *
 * <ul>
 *   <li>{@link io.evenkeel.node.launch.NodeProperty}: every {@code evenkeel.*} property with default and meaning.
 *   <li>{@link io.evenkeel.node.launch.NodeContext}: the values for one node; {@code conclude()} once.
 *   <li>{@link io.evenkeel.node.launch.NodeLauncher#launch}: one running node.
 *   <li>{@link io.evenkeel.node.launch.EmbeddedNode#launch}: one node inside a test, demo or benchmark, with
 *       directories and keys of its own.
 *   <li>{@link io.evenkeel.node.launch.NodeMain}: one node as a process, from property files.
 * </ul>
 */
package io.evenkeel.node.launch;
