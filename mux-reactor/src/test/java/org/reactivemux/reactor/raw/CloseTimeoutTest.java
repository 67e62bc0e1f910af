package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.MuxOptions;
import org.reactivemux.ProtocolViolationException;
import org.reactivemux.reactor.MuxServer;

/** K-17, L-9: a peer has time to read why it was ended, and not for ever. */
class CloseTimeoutTest {
    private static final RawFrame VIOLATION = new RawFrame(0, 99, 0, RawFrame.utf8(""));

    @TempDir
    Path directory;

    private static MuxServer waiting(Duration closeTimeout) {
        return MuxServer.create()
                .options(MuxOptions.builder().closeTimeout(closeTimeout).build());
    }

    /** Has the server end the connection, and hears it out. */
    private static CompletableFuture<Void> provoke(ServerToRawPeer served) {
        CompletableFuture<Void> closed = served.mux().onClose().toFuture();
        served.peer().say(VIOLATION);
        assertThat(served.peer().untilEnd())
                .last()
                .matches(frame -> frame.is(RawFrame.ERROR, 0), "the reason");
        return closed;
    }

    @Test
    void thePeerIsWaitedForUntilItClosesItsSide() {
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, waiting(Duration.ofHours(1)))) {
            CompletableFuture<Void> closed = provoke(served);
            assertThat(closed).isNotDone();
            served.peer().close();
            assertThat(closed)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(ProtocolViolationException.class);
        }
    }

    @Test
    void aPeerThatNeverClosesItsSideIsNotWaitedForLong() {
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, waiting(Duration.ofMillis(100)))) {
            assertThat(provoke(served)).failsWithin(Duration.ofSeconds(10));
        }
    }
}
