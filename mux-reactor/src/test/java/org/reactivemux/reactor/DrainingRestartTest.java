package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** K-7 to K-12: a server hands its path over to a successor, and finishes what it has begun. */
@EachTransport
class DrainingRestartTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int RESTARTS = 5;
    private static final int JOBS_BETWEEN = 200;

    @AutoClose
    private final Sockets sockets;

    DrainingRestartTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    private MuxBinding succeed(MuxServer server) {
        return sockets.keep(Objects.requireNonNull(Succession.bind(server).block(PATIENCE)));
    }

    @Test
    void theSuccessorServesWhileThePredecessorStillDrains() {
        Sinks.Many<ByteBuffer> late = Sinks.many().unicast().onBackpressureBuffer();
        MuxBinding predecessor = sockets.bind(sockets.server().handle("late", channel -> channel.send(late.asFlux())));
        MuxConnection before = sockets.connect(sockets.client());
        SignalLog<ByteBuffer> exchange = SignalLog.of(before.exchange("late", Flux.empty()));
        Sockets.roundTrip(before);
        SignalLog<Void> shutdown = SignalLog.of(predecessor.shutdown(LONG));
        succeed(sockets.server());
        Sockets.roundTrip(sockets.connect(sockets.client()));
        assertThat(shutdown.isOpen()).isTrue();
        late.tryEmitNext(utf8("in time")).orThrow();
        late.tryEmitComplete().orThrow();
        assertThat(exchange.end().isOnComplete()).isTrue();
        assertThat(exchange.values()).containsExactly(utf8("in time"));
        assertThat(shutdown.end().isOnComplete()).isTrue();
    }

    @Test
    void underLoadNoJobIsLostAndNoneIsDoneTwice() {
        List<Map<Job, Integer>> begun = new ArrayList<>();
        MuxBinding serving = sockets.bind(server(begun));
        JobLoad load = JobLoad.on(sockets.client(), sockets::keep);
        for (int i = 0; i < RESTARTS; i++) {
            load.awaitMore(JOBS_BETWEEN);
            int refusals = load.refusals();
            SignalLog<Void> shutdown = SignalLog.of(serving.shutdown(LONG));
            serving = succeed(server(begun));
            assertThat(shutdown.end().isOnComplete()).isTrue();
            load.awaitMore(JOBS_BETWEEN);
            assertThat(load.refusals()).as("refusals").isGreaterThan(refusals);
        }
        load.stop();
        load.assertThatEachJobWasDoneOnce(begun);
    }

    private MuxServer server(List<Map<Job, Integer>> begun) {
        JobHandler handler = new JobHandler();
        begun.add(handler.begun());
        return sockets.server().handle(Job.NAME, handler);
    }
}
