package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SocketModeTest {
    private final SocketMode mode = new SocketMode();

    @Test
    void modesAreWrittenAsForChmodOrAsInLs() {
        assertThat(mode.convert("660")).isEqualTo("rw-rw----");
        assertThat(mode.convert("0666")).isEqualTo("rw-rw-rw-");
        assertThat(mode.convert("751")).isEqualTo("rwxr-x--x");
        assertThat(mode.convert("rw-rw----")).isEqualTo("rw-rw----");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "66", "668", "1660", "6600", "rw-rw---", "u+rw", "-600"})
    void otherTextIsNoMode(String text) {
        assertThatThrownBy(() -> mode.convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
