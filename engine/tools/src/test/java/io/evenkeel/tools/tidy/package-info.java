/** The house's style, as tests over every source tree of the repository. */
package io.evenkeel.tools.tidy;
