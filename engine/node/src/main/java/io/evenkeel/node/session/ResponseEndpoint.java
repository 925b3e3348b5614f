package io.evenkeel.node.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a client wants its acknowledgements: an IPv4 address and a port, parsed. The node builds the channel from the
 * parts and never uses a channel that a client wrote, since that could name {@code aeron:ipc} or another's stream.
 *
 * @param address four numbers of 0 to 255 with dots; null with port 0 for the cluster's own egress.
 * @param port    1 to 65,535, or 0.
 */
public record ResponseEndpoint(String address, int port) {
    /** Stream of acknowledgements on response endpoints. */
    public static final int STREAM_ID = 102;

    /** No endpoint: answers go through the cluster's own egress. */
    public static final ResponseEndpoint EGRESS = new ResponseEndpoint(null, 0);

    private static final Pattern SYNTAX =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3}):(\\d{1,5})");
    private static final int OCTETS = 4;
    private static final int OCTET_MAX = 255;
    private static final int PORT_MAX = 65_535;

    /**
     * Reads {@code ipv4:port}; empty means {@link #EGRESS}.
     *
     * @throws IllegalArgumentException if it is neither.
     */
    public static ResponseEndpoint parse(final String text) {
        if (text.isEmpty()) {
            return EGRESS;
        }
        final Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not ipv4:port: " + text);
        }
        final StringBuilder address = new StringBuilder();
        for (int i = 1; i <= OCTETS; i++) {
            final int octet = Integer.parseInt(matcher.group(i));
            if (octet > OCTET_MAX) {
                throw new IllegalArgumentException("not ipv4:port: " + text);
            }
            address.append(i == 1 ? "" : ".").append(octet);
        }
        final int port = Integer.parseInt(matcher.group(OCTETS + 1));
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("not ipv4:port: " + text);
        }
        return new ResponseEndpoint(address.toString(), port);
    }

    /** {@return whether answers go through the cluster's own egress} */
    public boolean isEgress() {
        return port == 0;
    }

    /** {@return the channel to answer on} */
    public String channel() {
        return "aeron:udp?endpoint=" + address + ":" + port + "|term-length=64k|linger=0";
    }
}
