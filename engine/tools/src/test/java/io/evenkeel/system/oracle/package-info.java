/** The oracle as its users call it, against a real node. */
package io.evenkeel.system.oracle;
