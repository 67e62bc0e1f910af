package org.reactivemux.samples.cli.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {

    @Test
    void hostsAreNamesOrAddresses() {
        assertThat(HostAndPort.parse("localhost:80")).isEqualTo(new HostAndPort("localhost", 80));
        assertThat(HostAndPort.parse("my_database:5432")).isEqualTo(new HostAndPort("my_database", 5432));
        assertThat(HostAndPort.parse("0.0.0.0:65535")).isEqualTo(new HostAndPort("0.0.0.0", 65535));
        assertThat(HostAndPort.parse("[::1]:0")).isEqualTo(new HostAndPort("::1", 0));
        assertThat(HostAndPort.parse("[fe80::1%eth0]:22")).isEqualTo(new HostAndPort("fe80::1%eth0", 22));
    }

    @Test
    void withoutAHostItIsThisMachineAlone() {
        assertThat(HostAndPort.parse(":8080")).isEqualTo(new HostAndPort("127.0.0.1", 8080));
    }

    @Test
    void itIsWrittenAsItIsRead() {
        for (String text : new String[] {"localhost:80", "[::1]:80", "127.0.0.1:8080"}) {
            assertThat(HostAndPort.parse(text)).hasToString(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "80",
                "localhost",
                "localhost:",
                "::1:80",
                "[::1]",
                "[]:80",
                "a:65536",
                "a:-1",
                "a b:1",
                "http://a:80",
                "[a:1",
                "a]:1",
                "a:1:"
            })
    void otherTextIsNoAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostAndPort.parse(text))
                .withMessageContaining("'" + text + "'");
    }
}
