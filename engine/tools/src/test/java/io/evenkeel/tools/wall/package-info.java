/** The walls between the modules, seen from the one module that has all the others on its class path. */
package io.evenkeel.tools.wall;
