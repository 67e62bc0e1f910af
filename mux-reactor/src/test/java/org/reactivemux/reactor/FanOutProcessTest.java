package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Eventually.assertThatSoon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ErrorCode;
import org.reactivemux.Transport;
import org.reactivemux.reactor.transport.ServerProcess;
import reactor.core.publisher.Sinks;

/** Three processes hear one publisher, two of them all the time, the third as little as it has asked for. */
@OverSockets
class FanOutProcessTest {
    private static final int BUFFER = 100;
    private static final int BURST = 50;
    private static final int LAST = 1_000;
    private static final int ASKED_FOR = 10;

    @AutoClose
    private final Sockets sockets = new Sockets(Transport.EPOLL);

    @TempDir
    Path directory;

    private final Sinks.Many<ByteBuffer> source = Sinks.many().multicast().directBestEffort();
    private final List<ServerProcess> fast = new ArrayList<>();
    private ServerProcess slow;

    @BeforeEach
    void start() throws Exception {
        MuxServer server = sockets.server();
        for (SlowPeer policy : SlowPeer.values()) {
            server = server.handle(policy.name(), FanOut.of(source.asFlux(), policy, BUFFER));
        }
        sockets.bind(server);
        slow = ServerProcess.launch(FanProgram.class, directory, 1);
        fast.add(ServerProcess.launch(FanProgram.class, directory, 1));
        fast.add(ServerProcess.launch(FanProgram.class, directory, 1));
        for (ServerProcess process : List.of(slow, fast.get(0), fast.get(1))) {
            assertThat(process.ask(FanProgram.connect(sockets.transport(), sockets.path())))
                    .isEqualTo(FanProgram.DONE);
        }
    }

    @AfterEach
    void stop() throws Exception {
        slow.close();
        for (ServerProcess process : fast) {
            process.close();
        }
    }

    private static String ask(ServerProcess process, String order) {
        try {
            return process.ask(order);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertHeard(ServerProcess process, int count, int last) {
        String expected = count + " " + last;
        assertThatSoon(() -> ask(process, "heard"), expected::equals, expected);
    }

    /** Those that listen all the time have heard the last burst before the next begins. */
    private void emit(SlowPeer policy) {
        fast.forEach(process -> ask(process, "listen %s %d".formatted(policy, Long.MAX_VALUE)));
        ask(slow, "listen %s %d".formatted(policy, ASKED_FOR));
        assertThatSoon(source::currentSubscriberCount, count -> count == 1, "is subscribed once");
        fast.forEach(FanOutProcessTest::awaitAsked);
        awaitAsked(slow);
        for (int i = 1; i <= LAST; i++) {
            source.tryEmitNext(ConnectedEnds.message(i)).orThrow();
            if (i % BURST == 0) {
                int last = i;
                fast.forEach(process -> assertHeard(process, last, last));
            }
        }
    }

    /** What a process has asked for has come when its answer to something later has. */
    private static void awaitAsked(ServerProcess process) {
        assertThat(ask(process, "settle")).isEqualTo(FanProgram.DONE);
    }

    @Test
    void whatIsNewIsDroppedForTheSlowOne() {
        emit(SlowPeer.DROP);
        assertHeard(slow, ASKED_FOR, ASKED_FOR);
        ask(slow, "more " + LAST);
        assertHeard(slow, ASKED_FOR + BUFFER, ASKED_FOR + BUFFER);
    }

    @Test
    void theLatestAreKeptForTheSlowOne() {
        emit(SlowPeer.LATEST);
        assertHeard(slow, ASKED_FOR, ASKED_FOR);
        ask(slow, "more " + LAST);
        assertHeard(slow, ASKED_FOR + BUFFER, LAST);
    }

    @Test
    void theSlowOnesChannelEndsWithATypedError() {
        emit(SlowPeer.ERROR);
        assertHeard(slow, ASKED_FOR, ASKED_FOR);
        assertThatSoon(() -> ask(slow, "end"), ErrorCode.LIMIT_EXCEEDED.toString()::equals, "the slow one's end");
        fast.forEach(process ->
                assertThat(Objects.requireNonNull(ask(process, "end"))).isEqualTo(FanProgram.OPEN));
    }
}
