package org.reactivemux.reactor.reactive;

import org.jspecify.annotations.Nullable;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.ProtocolViolationException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What becomes of a connection, for those who wait for it: that it is ready, or never was, and that it is over. */
final class Outcome {
    private final Sinks.One<MuxConnection> ready = Sinks.one();
    private final Sinks.Empty<Void> closed = Sinks.empty();
    private @Nullable Runnable end;

    Mono<MuxConnection> ready() {
        return ready.asMono();
    }

    Mono<Void> closed() {
        return closed.asMono();
    }

    /** The handshake is complete. */
    void established(MuxConnection connection) {
        ready.tryEmitValue(connection);
    }

    /** The connection has ended, in good order if there is no cause; {@link #announceEnd} tells of it. */
    void ended(@Nullable MuxException cause) {
        end = cause == null ? closed::tryEmitEmpty : () -> closed.tryEmitError(cause);
        ready.tryEmitError(beforeItBegan(cause));
    }

    /** Whoever waits for the connection has not been able to ask anything of the peer's program. */
    private static MuxException beforeItBegan(@Nullable MuxException cause) {
        if (cause == null) {
            return ConnectionException.endedBefore(
                    ErrorCode.CONNECTION_LOST, "the connection ended before it began", null);
        }
        return cause instanceof ProtocolViolationException
                ? cause
                : ConnectionException.endedBefore(cause.code(), cause.getMessage(), cause);
    }

    /** The socket is done with as well: whoever waits for an end that has come may now stop the process (K-17). */
    void announceEnd() {
        if (end != null) {
            end.run();
            end = null;
        }
    }
}
