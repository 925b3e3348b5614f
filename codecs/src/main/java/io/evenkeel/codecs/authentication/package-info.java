/** Message authentication codes of commands, as clients write them and the gate checks them. Nothing here allocates. */
package io.evenkeel.codecs.authentication;
