package org.reactivemux.reactor.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.raw.RawFrame.ack;
import static org.reactivemux.reactor.raw.RawFrame.error;

import io.micrometer.core.instrument.Meter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.reactor.OverSockets;
import org.reactivemux.reactor.raw.ServerToRawPeer;
import reactor.core.publisher.Mono;

/** What peers that behave badly leave in the meters: a count, and never a meter of their own making. */
@OverSockets
class MetersOfStrangersTest {
    @TempDir
    Path directory;

    private final Metered metered = new Metered();
    private final MuxServer server = MuxServer.create().observe(metered.meters());

    private double counted(String name, String... tags) {
        Meter meter = metered.registry().find(name).tags(tags).meter();
        return meter == null ? 0 : meter.measure().iterator().next().getValue();
    }

    private void assertCountedOnce(String name, String... tags) {
        assertThatSoon(() -> counted(name, tags), count -> count == 1, name + " once");
    }

    /** C-3. */
    @Test
    void aViolationIsCountedByItsRule() {
        try (ServerToRawPeer connected = ServerToRawPeer.connect(directory, server)) {
            connected.peer().say(ack(1));
            connected.peer().untilEnd();
            connected.peer().close();
            assertCountedOnce("mux.violations", "rule", "C-3", "dialect", "extended", "role", "server");
            assertCountedOnce("mux.connections.ended", "code", "PROTOCOL_ERROR");
        }
    }

    /** E-2: a peer may end the connection with any of four milliards of codes. */
    @ParameterizedTest
    @CsvSource({
        "3, CANCELLED",
        "12, UNSUPPORTED",
        "13, UNKNOWN",
        "4095, UNKNOWN",
        "4096, APPLICATION",
        "-1, APPLICATION"
    })
    void codesThatNobodyKnowsShareOneTag(int code, String tag) {
        try (ServerToRawPeer connected = ServerToRawPeer.connect(directory, server)) {
            connected.peer().say(error(0, code, "bye"));
            connected.peer().close();
            assertCountedOnce("mux.connections.ended", "code", tag);
        }
    }

    /** H-11: nobody knows what it would have spoken. */
    @Test
    void aPeerThatWasTurnedAwayIsCountedWithoutADialect() {
        MuxServer strict = server.authorise(peer -> Mono.just(false));
        try (ServerToRawPeer connected = ServerToRawPeer.silent(directory, strict)) {
            connected.peer().untilEnd();
            connected.peer().close();
            assertCountedOnce("mux.connections.ended", "code", "UNAUTHORISED", "dialect", "none");
            assertThat(metered.value("mux.connections", "dialect", "none")).isZero();
            assertThat(metered.counted("mux.frames", "type", "direction", "sent", "dialect", "none"))
                    .containsKeys("ping", "error");
        }
    }

    /** In seconds, as all times of a registry like this one. */
    @Test
    void theRoundTripIsTheLastOneOfTheConnection() {
        try (ServerToRawPeer connected = ServerToRawPeer.connect(directory, server)) {
            Duration roundTrip = connected.mux().snapshot().roundTrip().orElseThrow();
            assertThat(roundTrip).isPositive();
            assertThat(metered.value("mux.rtt", "role", "server")).isCloseTo(roundTrip.toNanos() / 1e9, within(1e-9));
        }
    }

    @Test
    void aPlainPeersConnectionIsToldApart() {
        try (ServerToRawPeer connected = ServerToRawPeer.connectPlain(directory, server)) {
            assertThat(connected.mux().snapshot().dialect()).isPresent();
            assertThat(metered.value("mux.connections", "dialect", "plain")).isEqualTo(1);
        }
    }
}
