/** What an oracle needs beside a client: the sequence of its source, kept where it outlives the process. */
package io.evenkeel.client.oracle;
