/** Events and acknowledgements on their way out. */
package io.evenkeel.core.output;
