package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.HandlerSide.NAME;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.ChannelStoppedException;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** C-31: a handler's end is its channel's, and the end of the channel or connection is the handler's. */
@EachCarrier
class HandlerTest {
    @AutoClose
    private final Sockets sockets;

    HandlerTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    /** Serves until it is cancelled, and tells when that happens. */
    private static MuxHandler serving(Sinks.Empty<Void> started, Sinks.Empty<Void> cancelled, Mono<Void> work) {
        return channel ->
                work.doOnSubscribe(subscription -> started.tryEmitEmpty()).doOnCancel(cancelled::tryEmitEmpty);
    }

    private final Sinks.Empty<Void> started = Sinks.empty();
    private final Sinks.Empty<Void> cancelled = Sinks.empty();

    private void verifyCancelled() {
        StepVerifier.create(cancelled.asMono()).verifyComplete();
    }

    private void awaitStarted() {
        StepVerifier.create(started.asMono()).verifyComplete();
    }

    @ParameterizedTest
    @EnumSource
    void itServesEachChannelOfItsName(HandlerSide side) {
        MuxConnection opener = side.openerTo(sockets, channel -> channel.send(channel.receive()));
        StepVerifier.create(Flux.range(0, 10)
                        .flatMap(i -> opener.request(NAME, utf8("" + i)).map(Messages::text))
                        .collectSortedList())
                .expectNext(Numbered.texts("", 10).stream().map(String::strip).toList())
                .verifyComplete();
    }

    @ParameterizedTest
    @EnumSource
    void itsCompletionEndsAndStopsWhatIsStillOpen(HandlerSide side) {
        MuxConnection opener = side.openerTo(sockets, channel -> Mono.empty());
        PublisherProbe<ByteBuffer> outbound = PublisherProbe.of(Flux.never());
        StepVerifier.create(opener.exchange(NAME, outbound.flux())).verifyComplete();
        outbound.assertWasCancelled();
    }

    @ParameterizedTest
    @EnumSource
    void itsCompletionStopsABareSend(HandlerSide side) {
        MuxConnection opener = side.openerTo(sockets, channel -> Mono.empty());
        MuxChannel channel = Objects.requireNonNull(opener.open(named(NAME)).block(PATIENCE));
        StepVerifier.create(channel.send(Flux.never())).verifyError(ChannelStoppedException.class);
        StepVerifier.create(channel.receive()).verifyComplete();
    }

    @ParameterizedTest
    @EnumSource
    void whatItHasSentIsFlushedBeforeTheEnd(HandlerSide side) {
        MuxConnection opener = side.openerTo(sockets, channel -> channel.send(Numbered.messages("message", 1_000)));
        StepVerifier.create(opener.exchange(NAME, Flux.never()).map(Messages::text))
                .expectNextSequence(Numbered.texts("message", 1_000))
                .verifyComplete();
    }

    @ParameterizedTest
    @EnumSource
    void itsCompletionCutsOffASendThatItDidNotWaitFor(HandlerSide side) {
        Sinks.One<Throwable> cutOff = Sinks.one();
        MuxConnection opener = side.openerTo(sockets, channel -> {
            channel.send(Flux.never()).subscribe(nothing -> {}, cutOff::tryEmitValue);
            return Mono.empty();
        });
        StepVerifier.create(opener.exchange(NAME, Flux.empty())).verifyComplete();
        StepVerifier.create(cutOff.asMono()).expectNextCount(1).verifyComplete();
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerThatEmitsIsNoDifferent(HandlerSide side) {
        MuxConnection opener =
                side.openerTo(sockets, channel -> Flux.<Void>empty().mergeWith(channel.send(Mono.empty())));
        StepVerifier.create(opener.exchange(NAME, Flux.empty())).verifyComplete();
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfTheConnectionCancelsIt(HandlerSide side) {
        MuxConnection opener = side.openerTo(sockets, serving(started, cancelled, Mono.never()));
        opener.exchange(NAME, Flux.never()).subscribe(message -> {}, error -> {});
        awaitStarted();
        opener.dispose();
        verifyCancelled();
    }

    @ParameterizedTest
    @EnumSource
    void theLossOfTheConnectionCancelsIt(HandlerSide side) {
        MuxConnection opener = side.openerTo(sockets, serving(started, cancelled, Mono.never()));
        opener.exchange(NAME, Flux.never()).subscribe(message -> {}, error -> {});
        awaitStarted();
        Sockets.kill(sockets.connected().get(0));
        verifyCancelled();
    }

    @ParameterizedTest
    @EnumSource
    void theOpenersErrorCancelsIt(HandlerSide side) {
        MuxConnection opener = side.openerTo(sockets, serving(started, cancelled, Mono.never()));
        StepVerifier.create(opener.exchange(NAME, Flux.never()))
                .then(this::awaitStarted)
                .thenCancel()
                .verify();
        verifyCancelled();
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfTheConnectionCancelsItAlsoAfterBothDirectionsHaveEnded(HandlerSide side) {
        MuxConnection opener = side.openerTo(
                sockets,
                channel -> channel.receive()
                        .then(channel.send(Mono.empty()))
                        .then(Mono.<Void>never().doOnSubscribe(subscription -> started.tryEmitEmpty()))
                        .doOnCancel(cancelled::tryEmitEmpty));
        StepVerifier.create(opener.exchange(NAME, Flux.empty())).verifyComplete();
        awaitStarted();
        opener.dispose();
        verifyCancelled();
    }

    /** The opener wants no more, so what is left to do is the handler's own business. */
    @ParameterizedTest
    @EnumSource
    void theOpenersStopDoesNotCancelIt(HandlerSide side) {
        Sinks.Empty<Void> work = Sinks.empty();
        Sinks.Empty<Void> done = Sinks.empty();
        MuxConnection opener = side.openerTo(sockets, channel -> {
            started.tryEmitEmpty();
            return work.asMono().doOnCancel(cancelled::tryEmitEmpty).doOnSuccess(nothing -> done.tryEmitEmpty());
        });
        StepVerifier.create(opener.exchange(NAME, Flux.empty()))
                .then(this::awaitStarted)
                .thenCancel()
                .verify();
        Sockets.roundTrip(opener);
        work.tryEmitEmpty().orThrow();
        StepVerifier.create(done.asMono()).verifyComplete();
        StepVerifier.create(cancelled.asMono().timeout(java.time.Duration.ZERO, Mono.error(new AssertionError())))
                .verifyError(AssertionError.class);
    }

    @ParameterizedTest
    @EnumSource
    void itSeesTheConnectionAndMayOpenChannelsOnIt(HandlerSide side) {
        MuxConnection opener = side.openerTo(sockets, channel -> {
            assertThat(channel.connection().isDisposed()).isFalse();
            return channel.send(channel.connection()
                    .exchange("nobody there", Flux.empty())
                    .onErrorResume(refused -> Mono.just(utf8("refused"))));
        });
        StepVerifier.create(opener.exchange(NAME, Flux.empty()).map(Messages::text))
                .expectNext("refused")
                .verifyComplete();
    }
}
