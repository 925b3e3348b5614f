package io.evenkeel.client;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.aeron.Subscription;
import io.aeron.exceptions.TimeoutException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;

/**
 * The client's own subscription for answers, and its address with the port that was really bound.
 *
 * @param subscription where answers come; null when they come as egress.
 * @param address      {@code ipv4:port}; empty when they come as egress.
 */
record ResponseEndpoint(Subscription subscription, String address) {
    private static final long RESOLVE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);

    static ResponseEndpoint open(final Aeron aeron, final String endpoint, final IdleStrategy idleStrategy) {
        if (endpoint.isEmpty()) {
            return new ResponseEndpoint(null, "");
        }
        final Subscription subscription =
                aeron.addSubscription("aeron:udp?endpoint=" + endpoint, EvenkeelClient.RESPONSE_STREAM_ID);
        final long deadlineNs = aeron.context().nanoClock().nanoTime() + RESOLVE_TIMEOUT_NS;
        String channel;
        while ((channel = subscription.tryResolveChannelEndpointPort()) == null) {
            if (aeron.context().nanoClock().nanoTime() - deadlineNs >= 0) {
                subscription.close();
                throw new TimeoutException("the media driver did not bind " + endpoint);
            }
            if (aeron.conductorAgentInvoker() != null) {
                aeron.conductorAgentInvoker().invoke();
            }
            idleStrategy.idle();
        }
        return new ResponseEndpoint(
                subscription, ChannelUri.parse(channel).get(CommonContext.ENDPOINT_PARAM_NAME));
    }
}
