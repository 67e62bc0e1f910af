package org.reactivemux.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.reactivemux.Transport;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.JoinedConnections;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A connection that re-establishes itself, used from one thread while another loses, makes or disposes it. */
public final class LinesRaces {
    private LinesRaces() {}

    /** The first attempt succeeds when it is told to, all later ones go on for ever. */
    @State
    public static class Used {
        final JoinedConnections joined = new JoinedConnections(channel -> Mono.never());
        final Sinks.One<Connection> first = Sinks.one();
        final AtomicInteger attempts = new AtomicInteger();
        final AtomicInteger ends = new AtomicInteger();
        final Lines lines = new Lines(
                ReconnectOptions.defaults(),
                number -> Mono.defer(() -> attempts.getAndIncrement() == 0 ? first() : Mono.never()),
                () -> Transport.MEMORY);

        /** As one over a socket, it is closed if it is given up. */
        private Mono<Connection> first() {
            return first.asMono().doOnCancel(() -> joined.client().dispose());
        }

        void use() {
            lines.request("", ByteBuffer.allocate(1)).subscribe(answer -> {}, failure -> ends.incrementAndGet());
        }

        void connect() {
            joined.loop().turn(() -> first.tryEmitValue(joined.client()));
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It was begun on the connection that was lost, and has failed.")
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "It came later, and waits for the next connection.")
    @Outcome(expect = FORBIDDEN, desc = "It waits for nothing, or was begun twice.")
    public static class AUseDuringTheLossFailsOrWaits {
        @Actor
        public void stranger(Lost lost) {
            lost.use();
        }

        @Actor
        public void loop(Lost lost) {
            lost.joined.loop().turn(lost.joined.client()::dispose);
        }

        @Arbiter
        public void result(Lost lost, II_Result result) {
            lost.joined.loop().turn();
            result.r1 = lost.ends.get();
            result.r2 = lost.attempts.get();
        }
    }

    @State
    public static class Lost extends Used {
        /** There is a connection, as somebody has used it before. */
        public Lost() {
            lines.open(JoinedConnections.UNNAMED).subscribe(channel -> {}, lostWithIt -> {});
            connect();
        }
    }

    @JCStressTest
    @Outcome(
            id = "0",
            expect = ACCEPTABLE,
            desc = "It goes on, on the connection that has come or to wait for the next.")
    @Outcome(expect = FORBIDDEN, desc = "Its connection was closed by somebody who did not want to wait for it.")
    public static class AUseOutlivesTheCancelOfAnother {
        @Actor
        public void loop(Awaited awaited) {
            awaited.connect();
        }

        @Actor
        public void strangers(Awaited awaited) {
            awaited.use();
            awaited.waiting.dispose(); // by somebody else, but a third actor would need a third core
        }

        @Arbiter
        public void result(Awaited awaited, I_Result result) {
            awaited.joined.loop().turn();
            result.r1 = awaited.ends.get();
        }
    }

    @State
    public static class Awaited extends Used {
        final Disposable waiting;

        /** Somebody waits for the first connection, who will not for long. */
        public Awaited() {
            waiting = lines.request("", ByteBuffer.allocate(1)).subscribe();
        }
    }

    @JCStressTest
    @Outcome(
            id = "true, 1",
            expect = ACCEPTABLE,
            desc = "Whichever came first, the connection is closed and its user told.")
    @Outcome(expect = FORBIDDEN, desc = "It has outlived what it was made for, or its user was told twice or never.")
    public static class AConnectionThatComesDuringTheDisposeIsClosed {
        @Actor
        public void stranger(Waiting waiting) {
            waiting.lines.dispose();
        }

        @Actor
        public void loop(Waiting waiting) {
            waiting.connect();
        }

        @Arbiter
        public void result(Waiting waiting, ZI_Result result) {
            waiting.joined.loop().turn();
            result.r1 = waiting.joined.client().isDisposed()
                    || waiting.lines.snapshot().bytesSent() == 0;
            result.r2 = waiting.ends.get();
        }
    }

    @State
    public static class Waiting extends Used {
        /** Somebody waits for the first connection. */
        public Waiting() {
            use();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Whichever came first, the use has failed once.")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The same, before anything was tried.")
    @Outcome(expect = FORBIDDEN, desc = "It waits for a connection that nobody makes any more, or was told twice.")
    public static class AUseDuringTheDisposeFails {
        @Actor
        public void stranger(Used used) {
            used.use();
        }

        @Actor
        public void owner(Used used) {
            used.lines.dispose();
        }

        @Arbiter
        public void result(Used used, II_Result result) {
            result.r1 = used.ends.get();
            result.r2 = used.attempts.get();
        }
    }
}
