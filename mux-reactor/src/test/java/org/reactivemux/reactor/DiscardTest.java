package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ConnectionException;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What was queued and will never be delivered or written goes to the discard hook, each message once. */
@EachCarrier
class DiscardTest {
    private static final ByteBuffer LARGER_THAN_THE_WINDOW = ByteBuffer.allocate(1 << 20);

    @AutoClose
    private final Sockets sockets;

    private final List<ByteBuffer> discarded = new CopyOnWriteArrayList<>();
    private final MuxConnection mux;

    DiscardTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
        this.mux = sockets.connectTo(server -> server.handle(
                        "send", channel -> channel.send(Numbered.messages("message", 5)))
                .handle("ignore", channel -> Mono.never())
                .handle(
                        "send and stay",
                        channel -> channel.send(Flux.concat(Numbered.messages("message", 5), Flux.never()))));
    }

    private MuxChannel open(String name, int prefetch) {
        return Objects.requireNonNull(mux.open(named(name).prefetch(prefetch)).block(PATIENCE));
    }

    private void verifyDiscarded(String... texts) {
        assertThatSoon(
                () -> discarded.stream().map(Messages::text).toList(), List.of(texts)::equals, "what was discarded");
    }

    private void verifyDiscarded(ByteBuffer message) {
        assertThatSoon(discarded::size, size -> size > 0, "something was discarded");
        assertThat(discarded).singleElement().isSameAs(message);
    }

    @Test
    void messagesThatACancelledExchangeHasNotTaken() {
        StepVerifier.create(
                        mux.exchange(named("send").prefetch(5), Flux.empty())
                                .doOnDiscard(ByteBuffer.class, discarded::add),
                        0)
                .thenRequest(2)
                .expectNextCount(2)
                .then(() -> Sockets.roundTrip(mux))
                .thenCancel()
                .verify();
        verifyDiscarded("message 2", "message 3", "message 4");
    }

    @Test
    void messagesThatACancelledReaderHasNotTaken() {
        MuxChannel channel = open("send", 5);
        Sockets.roundTrip(mux);
        StepVerifier.create(channel.receive().doOnDiscard(ByteBuffer.class, discarded::add), 0)
                .thenRequest(1)
                .expectNextCount(1)
                .thenCancel()
                .verify();
        verifyDiscarded("message 1", "message 2", "message 3", "message 4");
    }

    /** C-30: an open direction drops what it has buffered when the connection ends. */
    @Test
    void messagesThatWereNotTakenWhenTheConnectionEnded() {
        StepVerifier.create(
                        mux.exchange(named("send and stay").prefetch(5), Flux.empty())
                                .doOnDiscard(ByteBuffer.class, discarded::add),
                        0)
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> Sockets.roundTrip(mux))
                .then(mux::dispose)
                .verifyError(ConnectionException.class);
        verifyDiscarded("message 1", "message 2", "message 3", "message 4");
    }

    @Test
    void theMessageThatACancelledExchangeHasNotWritten() {
        StepVerifier.create(mux.exchange("ignore", Flux.concat(Mono.just(LARGER_THAN_THE_WINDOW), Flux.never()))
                        .doOnDiscard(ByteBuffer.class, discarded::add))
                .then(() -> Sockets.roundTrip(mux))
                .thenCancel()
                .verify();
        verifyDiscarded(LARGER_THAN_THE_WINDOW);
    }

    @Test
    void theMessageThatACancelledSendHasNotWritten() {
        MuxChannel channel = open("ignore", 0);
        StepVerifier.create(channel.send(Flux.concat(Mono.just(LARGER_THAN_THE_WINDOW), Flux.never()))
                        .doOnDiscard(ByteBuffer.class, discarded::add))
                .then(() -> Sockets.roundTrip(mux))
                .thenCancel()
                .verify();
        verifyDiscarded(LARGER_THAN_THE_WINDOW);
    }

    @Test
    void theMessageThatWasNotWrittenWhenTheConnectionEnded() {
        StepVerifier.create(mux.exchange("ignore", Flux.concat(Mono.just(LARGER_THAN_THE_WINDOW), Flux.never()))
                        .doOnDiscard(ByteBuffer.class, discarded::add))
                .then(() -> Sockets.roundTrip(mux))
                .then(mux::dispose)
                .verifyError(ConnectionException.class);
        verifyDiscarded(LARGER_THAN_THE_WINDOW);
    }

    @Test
    void theMessageThatIsTooLarge() {
        ByteBuffer tooLarge = ByteBuffer.allocate((16 << 20) + 1);
        StepVerifier.create(mux.exchange("ignore", Mono.just(tooLarge)).doOnDiscard(ByteBuffer.class, discarded::add))
                .verifyError();
        verifyDiscarded(tooLarge);
    }

    /** A publisher that does not keep to what was requested loses nothing unseen. */
    @Test
    void messagesThatAPublisherStillEmitsAfterItsExchangeWasRefused() {
        StepVerifier.create(mux.exchange(
                                "nobody",
                                subscriber ->
                                        subscriber.onSubscribe(new EmittingWhenCancelled(subscriber, utf8("too late"))))
                        .doOnDiscard(ByteBuffer.class, discarded::add))
                .verifyError();
        verifyDiscarded("too late");
    }

    private record EmittingWhenCancelled(Subscriber<? super ByteBuffer> subscriber, ByteBuffer message)
            implements Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {
            subscriber.onNext(message);
        }
    }

    @Test
    void nothingThatWasDelivered() {
        StepVerifier.create(mux.exchange("send", Flux.empty()).doOnDiscard(ByteBuffer.class, discarded::add))
                .expectNextCount(5)
                .verifyComplete();
        Sockets.roundTrip(mux);
        assertThat(discarded).isEmpty();
    }
}
