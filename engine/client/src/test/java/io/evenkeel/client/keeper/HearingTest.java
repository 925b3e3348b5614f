package io.evenkeel.client.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;
import org.junit.jupiter.api.Test;

/** What a keeper hears its application hears too: all of it, also what will be told in later versions. */
class HearingTest {
    private final List<String> heard = new ArrayList<>();
    private final LiquidationListener application = (LiquidationListener) Proxy.newProxyInstance(
            LiquidationListener.class.getClassLoader(),
            new Class<?>[] {LiquidationListener.class},
            (proxy, method, arguments) -> {
                heard.add(method.getName());
                return null;
            });
    private final LiquidationKeeper.Hearing hearing =
            new LiquidationKeeper.Hearing(application, new BidTracker(bid -> { }));

    @Test
    void shouldHandItOnWhenAnythingIsToldOfLiquidations() throws ReflectiveOperationException {
        final List<String> told = new ArrayList<>();
        final DirectBuffer nothing = new UnsafeBuffer(new byte[512]);
        for (final Method method : LiquidationListener.class.getMethods()) {
            final MessageDecoderFlyweight message = (MessageDecoderFlyweight)
                    method.getParameterTypes()[1].getDeclaredConstructor().newInstance();
            message.wrap(nothing, 0, message.sbeBlockLength(), message.sbeSchemaVersion());
            method.invoke(hearing, 1L, message);
            told.add(method.getName());
        }
        assertThat(told).hasSizeGreaterThan(10);
        assertThat(heard).isEqualTo(told);
    }
}
