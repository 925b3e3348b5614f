/**
 * Who connects, how they prove it, and how they are answered: challenge and response at logon, then acknowledgements
 * to the endpoint that the client named, or through the cluster's own egress.
 */
package io.evenkeel.node.session;
