package org.reactivemux.reactor.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.reactor.spring.autoconfigure.AddressProperty.Tcp;
import org.reactivemux.reactor.spring.autoconfigure.AddressProperty.Unix;

/** Addresses as people write them into properties. */
class AddressPropertyTest {
    @ParameterizedTest
    @CsvSource({
        "/run/app/mux.sock,/run/app/mux.sock",
        "unix:/run/app/mux.sock,/run/app/mux.sock",
        "unix:mux.sock,mux.sock",
        "@app,@app",
        "unix:@app,@app"
    })
    void aUnixSocketIsAPathOrAnAbstractName(String text, String path) {
        assertThat(AddressProperty.of(text)).isEqualTo(new Unix(path));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://localhost:7000,localhost,7000",
        "tcp://127.0.0.1:0,127.0.0.1,0",
        "tcp://price_worker.internal:7000,price_worker.internal,7000",
        "tcp://[::1]:7000,::1,7000",
        "tcp://[fe80::1%eth0]:7000,fe80::1%eth0,7000"
    })
    void aTcpAddressIsAHostAndAPort(String text, String host, int port) {
        assertThat(AddressProperty.of(text)).isEqualTo(new Tcp(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://host",
                "tcp://:7000",
                "tcp://host:port",
                "tcp://host:123456",
                "tcp://host:7000/",
                "tcp://user@host:7000",
                "tcp://host:7000?x=y",
                "tcp://::1:7000",
                "tcp:host:7000"
            })
    void nothingElseIsATcpAddress(String text) {
        assertThatThrownBy(() -> AddressProperty.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a TCP address is tcp://host:port");
    }

    @Test
    void anAddressOfAnotherKindIsToldWhatThereIs() {
        assertThatThrownBy(() -> AddressProperty.of("http://host:7000"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an address is unix:/path, unix:@name or tcp://host:port");
    }
}
