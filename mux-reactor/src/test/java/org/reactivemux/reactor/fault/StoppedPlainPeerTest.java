package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.Eventually;
import org.reactivemux.reactor.SignalLog;
import org.reactivemux.reactor.Sockets;
import org.reactivemux.reactor.plain.PythonProgram;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** P-22: a plain peer's process may stand still for as long as it likes, and goes on where it was. */
@EachTransport
class StoppedPlainPeerTest {
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final int CHANNELS = 10;
    private static final int MESSAGES = 50;
    private static final int SIZE = 1_000;

    @AutoClose
    private final Sockets sockets;

    private final AtomicInteger asked = new AtomicInteger();
    private final Sinks.Empty<Void> stopped = Sinks.empty();

    StoppedPlainPeerTest(Transport transport) {
        sockets = new Sockets(transport);
    }

    @BeforeAll
    static void needPython() {
        PythonProgram.assumeThatPythonIsThere();
    }

    /** What it asked for is written only when it stands still. */
    @Test
    void oneThatIsStoppedBeyondAllTimeoutsFinishesItsWork() {
        sockets.bind(sockets.server()
                .options(MuxOptions.builder()
                        .keepaliveInterval(SHORT)
                        .keepaliveTimeout(SHORT)
                        .stallTimeout(SHORT)
                        .build())
                .handle(channel -> channel.send(channel.receive()
                        .doOnNext(message -> asked.incrementAndGet())
                        .delayUntil(message -> stopped.asMono()))));
        try (PythonProgram python = PythonProgram.start(
                PythonProgram.script("plain_peer.py"), "connect", sockets.path(), "echo", CHANNELS, MESSAGES, SIZE)) {
            Eventually.assertThatSoon(asked::get, count -> count >= CHANNELS, "messages to be echoed");
            SignalLog<Void> closed = SignalLog.of(sockets.endOfOnlyConnection().onClose());

            python.signal("STOP");
            stopped.tryEmitEmpty();
            Mono.delay(SHORT.multipliedBy(4)).block();
            assertThat(closed.isOpen()).as(() -> "open, not " + closed.end()).isTrue();
            python.signal("CONT");

            python.awaitLine("done");
        }
    }
}
