package org.reactivemux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transports are shown as people write them. */
class TransportTest {

    @ParameterizedTest
    @EnumSource
    void eachIsShownInSmallLetters(Transport transport) {
        assertThat(transport).hasToString(transport.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void theLanguageOfTheMachineDoesNotMatter() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(Transport.NIO).hasToString("nio");
        } finally {
            Locale.setDefault(before);
        }
    }
}
