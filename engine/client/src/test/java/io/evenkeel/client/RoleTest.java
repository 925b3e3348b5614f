package io.evenkeel.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.message.MessageReader;
import java.util.EnumSet;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoleTest {
    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldBeTheRoleOfTheSchemaWhenNamesAreEqual(final Role role) {
        final CommandWindow window = new CommandWindow(2);
        final int length = new CommandEncoder(window).addParticipant(3, EnumSet.of(role), 0);
        final MessageReader message = new MessageReader().wrap(window.buffer(), window.offset(1), length);

        final String word = (String) message.field("roles").value();
        assertThat(word.toUpperCase(Locale.ROOT)).as("the schema may have to avoid a keyword").endsWith(role.name());
    }
}
