package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxServer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** H-11: what a peer says before it is authorised is not even looked at. */
class UnauthorisedPeerTest {
    private static final int UNAUTHORISED = 9;

    @TempDir
    Path directory;

    private final AtomicInteger handlers = new AtomicInteger();

    private MuxServer server() {
        return MuxServer.create().handle("echo", channel -> {
            handlers.incrementAndGet();
            return channel.send(channel.receive());
        });
    }

    @Test
    void itHearsHelloAndTheRefusalWhateverItHasSaid() {
        Sinks.One<Boolean> decision = Sinks.one();
        MuxServer deciding = server().authorise(peer -> decision.asMono());
        try (ServerToRawPeer served = ServerToRawPeer.silent(directory, deciding)) {
            served.peer().write(RawFrame.utf8("GET / HTTP/1.1\r\n\r\n"));
            decision.tryEmitValue(false);

            List<RawFrame> said = served.peer().untilEnd();

            assertThat(said).hasSize(2);
            assertThat(said.get(0).has(RawFrame.HELLO)).isTrue();
            assertThat(said.get(1)).matches(frame -> frame.is(RawFrame.ERROR, 0));
            assertThat(said.get(1).integer(0)).isEqualTo(UNAUTHORISED);
        }
    }

    @Test
    void itGetsNoAnswerUntilItIsDecided() {
        Sinks.One<Boolean> decision = Sinks.one();
        MuxServer deciding = server().authorise(peer -> decision.asMono());
        try (ServerToRawPeer served = ServerToRawPeer.silent(directory, deciding)) {
            served.peer().say(RawFrame.hello(Tlvs.hello(Tlvs.INITIATOR)), RawFrame.open(1, "echo"));
            assertThat(served.peer().next().has(RawFrame.HELLO)).isTrue();
            assertThat(served.binding().connections())
                    .as("nothing is known of the peer")
                    .isEmpty();
            assertThat(handlers).hasValue(0);

            decision.tryEmitValue(true);

            assertThat(served.peer().next().type()).isEqualTo(RawFrame.PONG);
            served.peer().expect(RawFrame.ACK, 1);
            assertThat(handlers).hasValue(1);
        }
    }

    /** Some transports read what is left of a peer that has gone, unasked. */
    @Test
    void oneThatHasGoneMeanwhileIsNotListenedToEither() {
        Sinks.Empty<Void> forgotten = Sinks.empty();
        MuxServer undecided = server().options(MuxOptions.builder()
                        .handshakeTimeout(Duration.ofMillis(300))
                        .build())
                .authorise(peer -> Mono.<Boolean>never().doOnCancel(forgotten::tryEmitEmpty));
        try (ServerToRawPeer served = ServerToRawPeer.silent(directory, undecided)) {
            served.peer().say(RawFrame.hello(Tlvs.hello(Tlvs.INITIATOR)), RawFrame.open(1, "echo"));
            served.peer().next();
            served.peer().close();

            assertThat(forgotten.asMono().toFuture()).succeedsWithin(Duration.ofSeconds(10));
            assertThat(handlers).hasValue(0);
        }
    }
}
