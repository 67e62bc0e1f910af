package org.reactivemux.samples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.reactor.MuxPair;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Connections that break again and again. */
class ResumingTest {
    private final List<MuxConnection> connections = new ArrayList<>();

    @Test
    void eachEventComesOnceAndInOrder() {
        MuxHandler log = Resuming.log(position -> Flux.interval(Duration.ofSeconds(1))
                .onBackpressureBuffer()
                .map(second -> Text.encode("event " + (position + second))));

        StepVerifier.withVirtualTime(
                        () -> Resuming.events(connecting(log)).map(Text::decode).take(10))
                .thenAwait(Duration.ofMillis(3_500))
                .expectNext("event 0", "event 1", "event 2")
                .then(this::breakConnection)
                .thenAwait(Duration.ofMillis(2_500))
                .expectNext("event 3", "event 4")
                .then(this::breakConnection)
                .thenAwait(Duration.ofSeconds(10))
                .expectNext("event 5", "event 6", "event 7", "event 8", "event 9")
                .verifyComplete();
        assertThat(connections).hasSize(3);
    }

    @Test
    void theApplicationsNoIsFinal() {
        MuxHandler log = Resuming.log(position ->
                Flux.error(new ChannelException(ErrorCode.application(0x1002), "there is no event " + position)));

        StepVerifier.withVirtualTime(() -> Resuming.events(connecting(log))).verifyErrorMessage("there is no event 0");
        assertThat(connections).hasSize(1);
    }

    private Mono<MuxConnection> connecting(MuxHandler log) {
        return Mono.fromSupplier(() ->
                        MuxPair.create(MuxPair.end().handle("events", log)).client())
                .doOnNext(connections::add);
    }

    private void breakConnection() {
        connections.get(connections.size() - 1).dispose();
    }
}
