package org.reactivemux.reactor;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxObserver;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.protocol.Role;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.Terms;
import org.reactivemux.reactor.transport.MemoryLink;

/**
 * Two connected ends without a socket, for tests: the whole protocol runs, on the calling thread, and all of its waiting
 * is done on Reactor's {@code Schedulers.parallel()}, so that {@code StepVerifier.withVirtualTime} governs it.
 *
 * <pre>{@code
 * MuxPair pair = MuxPair.create(MuxPair.end().handle("echo", channel -> channel.send(channel.receive())));
 * StepVerifier.create(pair.client().request("echo", message)).expectNext(message).verifyComplete();
 * }</pre>
 *
 * @param client the end that connected
 * @param server the end that accepted
 */
public record MuxPair(MuxConnection client, MuxConnection server) {

    /**
     * Joins a client without handlers to a server.
     *
     * @param server what the server serves and accepts
     * @return both ends, established
     */
    public static MuxPair create(End server) {
        return create(end(), server);
    }

    /**
     * Joins two ends.
     *
     * @param client what the client serves and accepts
     * @param server what the server serves and accepts
     * @return both ends, established
     */
    public static MuxPair create(End client, End server) {
        MemoryLink link = new MemoryLink();
        Connection connecting = link.join(wire -> new Connection(Role.INITIATOR, client.terms, wire));
        Connection accepting = link.join(wire -> new Connection(Role.ACCEPTOR, server.terms, wire));
        link.start();
        return new MuxPair(established(connecting), established(accepting));
    }

    /** What an observer has put before the connection, or the connection. */
    private static MuxConnection established(Connection connection) {
        AtomicReference<MuxConnection> program = new AtomicReference<>(connection);
        connection.ready().subscribe(program::set, neverReady -> {});
        return Objects.requireNonNull(program.get());
    }

    /**
     * An end with default options and no handlers.
     *
     * @return the end, to be varied
     */
    public static End end() {
        return new End(Terms.DEFAULT);
    }

    /** What one end of a pair serves and accepts. Immutable: each method returns a changed copy. */
    public static final class End {
        private final Terms terms;

        private End(Terms terms) {
            this.terms = terms;
        }

        /**
         * Sets what this end accepts.
         *
         * @param changed in place of the defaults
         * @return a changed copy
         */
        public End options(MuxOptions changed) {
            return new End(terms.with(changed));
        }

        /**
         * Serves channels without a name.
         *
         * @param handler for them
         * @return a changed copy
         */
        public End handle(MuxHandler handler) {
            return new End(terms.with(handler));
        }

        /**
         * Lets an observer look on.
         *
         * @param observer beside those there are
         * @return a changed copy
         */
        public End observe(MuxObserver observer) {
            return new End(terms.observedBy(observer));
        }

        /**
         * Serves the channels of a name.
         *
         * @param name the channels' name
         * @param handler for them
         * @return a changed copy
         */
        public End handle(String name, MuxHandler handler) {
            return new End(terms.with(name, handler));
        }
    }
}
