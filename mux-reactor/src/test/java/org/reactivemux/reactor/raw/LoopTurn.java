package org.reactivemux.reactor.raw;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;

/** A turn of a connection's event loop, taken from without. */
final class LoopTurn {
    private static final Flux<ByteBuffer> NOTHING =
            Flux.error(new ChannelException(ErrorCode.CANCELLED, "only a turn of the loop was wanted"));

    private LoopTurn() {}

    /**
     * Waits until the loop has done what the test's thread asked for before. The exchange fails on the loop before its
     * OPEN could be written, so the peer hears nothing of it (C-19).
     */
    static void await(MuxConnection mux) {
        mux.exchange("", NOTHING).onErrorComplete().blockLast(Duration.ofSeconds(5));
    }
}
