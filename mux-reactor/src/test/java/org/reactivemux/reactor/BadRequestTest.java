package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** Reactive Streams rule 3.9: a request of nothing is an error signal, and the end of that one subscription. */
@EachCarrier
class BadRequestTest {
    @AutoClose
    private final Sockets sockets;

    private final Sinks.One<MuxException> endOfSending = Sinks.one();

    BadRequestTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    private MuxConnection connectToTalker() {
        return sockets.connectTo(server -> server.handle(
                "talk",
                channel -> channel.send(Flux.generate(sink -> sink.next(utf8("more"))))
                        .doOnError(MuxException.class, endOfSending::tryEmitValue)));
    }

    /** Requests one message, and with it in hand the bad number. */
    private static final class BadRequester extends BaseSubscriber<ByteBuffer> {
        private final long bad;
        private final Sinks.One<Throwable> error = Sinks.one();

        BadRequester(long bad) {
            this.bad = bad;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        protected void hookOnNext(ByteBuffer message) {
            upstream().request(bad);
        }

        @Override
        protected void hookOnError(Throwable cause) {
            error.tryEmitValue(cause);
        }

        void verifyIllegalArgument() {
            StepVerifier.create(error.asMono())
                    .assertNext(cause -> assertThat(cause)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("3.9"))
                    .verifyComplete();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aReaderThatRequestsNothingGetsAnErrorAndItsPeerIsStopped(long bad) {
        MuxConnection mux = connectToTalker();
        MuxChannel channel = Objects.requireNonNull(mux.open(named("talk")).block(PATIENCE));
        BadRequester requester = new BadRequester(bad);
        channel.receive().subscribe(requester);
        requester.verifyIllegalArgument();
        verifyPeerIsStopped();
        Sockets.roundTrip(mux);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void anExchangeThatRequestsNothingGetsAnErrorAndItsOutboundIsCancelled(long bad) {
        MuxConnection mux = connectToTalker();
        PublisherProbe<ByteBuffer> outbound = PublisherProbe.of(Flux.never());
        BadRequester requester = new BadRequester(bad);
        mux.exchange("talk", outbound.flux()).subscribe(requester);
        requester.verifyIllegalArgument();
        outbound.assertWasCancelled();
        verifyPeerIsStopped();
        Sockets.roundTrip(mux);
    }

    private void verifyPeerIsStopped() {
        StepVerifier.create(endOfSending.asMono()).expectNextCount(1).verifyComplete();
    }
}
