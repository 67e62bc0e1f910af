package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A subscriber that throws, which it must not, breaks its own channel and no other. */
@EachCarrier
class ThrowingSubscriberTest {
    private static final ChannelSpec TOO_LARGE = ChannelSpec.named("echo").metadata("much", ByteBuffer.allocate(5_000));

    @AutoClose
    private final Sockets sockets;

    private final MuxConnection mux;
    private final Sinks.One<Throwable> heardByHandler = Sinks.one();

    ThrowingSubscriberTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
        this.mux = sockets.connectTo(server -> server.handle(
                        "talk",
                        channel -> channel.send(Flux.generate(sink -> sink.next(utf8("more"))))
                                .doOnError(heardByHandler::tryEmitValue))
                .handle("fail", channel -> Mono.error(new ChannelException(ErrorCode.INTERNAL, "")))
                .handle("throw", channel -> {
                    channel.receive().subscribe(throwingIn("onNext"));
                    return Mono.never();
                }));
    }

    @AfterEach
    void theDefectIsReportedToReactorAndTheConnectionLives() {
        StepVerifier.create(mux.exchange(ECHO, Numbered.messages("alive", 100)).map(Messages::text))
                .expectNextSequence(Numbered.texts("alive", 100))
                .verifyComplete();
        assertThat(NothingDropped.taken())
                .anySatisfy(dropped -> assertThat((Throwable) dropped).hasStackTraceContaining("thrown in"));
    }

    /** Throws in the signal of its choice. */
    private record Throwing<T>(String where, Consumer<Subscription> starting) implements CoreSubscriber<T> {
        @Override
        public void onSubscribe(Subscription subscription) {
            starting.accept(subscription);
        }

        @Override
        public void onNext(T item) {
            throwIn("onNext");
        }

        @Override
        public void onError(Throwable cause) {
            throwIn("onError");
        }

        @Override
        public void onComplete() {
            throwIn("onComplete");
        }

        private void throwIn(String signal) {
            if (signal.equals(where)) {
                throw new IllegalStateException("thrown in " + signal);
            }
        }
    }

    private static <T> Throwing<T> throwingIn(String signal) {
        return new Throwing<>(signal, subscription -> subscription.request(Long.MAX_VALUE));
    }

    @Test
    void inOnNext() {
        mux.exchange("talk", Flux.empty()).subscribe(throwingIn("onNext"));
        verifyPeerHearsOfInternalError();
    }

    @Test
    void inOnNextWhileTheOutboundGoesOn() {
        mux.exchange("talk", Flux.never()).subscribe(throwingIn("onNext"));
        verifyPeerHearsOfInternalError();
    }

    @Test
    void inOnComplete() {
        mux.exchange(ECHO, Flux.empty()).subscribe(throwingIn("onComplete"));
        Sockets.roundTrip(mux);
    }

    @Test
    void inOnError() {
        mux.exchange("fail", Flux.empty()).subscribe(throwingIn("onError"));
        Sockets.roundTrip(mux);
    }

    @Test
    void inTheHandlersReader() {
        StepVerifier.create(mux.exchange("throw", Flux.generate(sink -> sink.next(utf8("more")))))
                .verifyErrorSatisfies(error -> {
                    assertThat(error).isInstanceOf(ChannelException.class).hasMessage("");
                    assertThat(((ChannelException) error).code()).isEqualTo(ErrorCode.INTERNAL);
                });
    }

    @Test
    void inTheOpenersOnError() {
        mux.open(ChannelSpec.named("nobody's")).subscribe(throwingIn("onError"));
        Sockets.roundTrip(mux);
    }

    @Test
    void inOnErrorWhenTheChannelCannotBeOpened() {
        mux.exchange(TOO_LARGE, Flux.empty()).subscribe(throwingIn("onError"));
        mux.request(TOO_LARGE, utf8("question")).subscribe(throwingIn("onError"));
        mux.open(TOO_LARGE).subscribe(throwingIn("onError"));
        Sockets.roundTrip(mux);
    }

    @Test
    void inTheSendersOnErrorWhenAPublisherFailsOnAnotherThread() {
        MuxChannel channel =
                Objects.requireNonNull(mux.open(ChannelSpec.named(ECHO)).block(PATIENCE));
        channel.send(failingElsewhere()).subscribe(throwingIn("onError"));
        StepVerifier.create(channel.receive()).verifyError(ChannelException.class);
    }

    @Test
    void inOnErrorWhenTheOutboundFailsOnAnotherThread() {
        mux.exchange(ECHO, failingElsewhere()).subscribe(throwingIn("onError"));
        Sockets.roundTrip(mux);
        assertThatSoon(mux::snapshot, snapshot -> snapshot.channels().isEmpty(), "the channel is gone");
    }

    @Test
    void inOnErrorAfterARequestOfNothing() {
        mux.exchange("talk", Flux.never())
                .subscribe(new Throwing<>("onError", subscription -> subscription.request(0)));
        Sockets.roundTrip(mux);
    }

    @Test
    void inThePublishersCancel() {
        Flux<ByteBuffer> clinging = Flux.from(subscriber -> subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                // has nothing
            }

            @Override
            public void cancel() {
                throw new IllegalStateException("thrown in cancel");
            }
        }));
        StepVerifier.create(mux.exchange("fail", clinging)).verifyError(ChannelException.class);
    }

    private static Flux<ByteBuffer> failingElsewhere() {
        return Flux.<ByteBuffer>error(new IllegalStateException("the publisher's own"))
                .subscribeOn(Schedulers.parallel());
    }

    private void verifyPeerHearsOfInternalError() {
        StepVerifier.create(heardByHandler.asMono())
                .assertNext(error -> assertThat(error).isInstanceOf(ChannelException.class))
                .verifyComplete();
    }
}
