package org.reactivemux.reactor.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactivemux.reactor.Messages.utf8;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ChannelStoppedException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxRouter;
import org.reactivemux.reactor.MuxPair;
import org.reactivemux.reactor.OverSockets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.util.MimeType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Annotated methods as handlers of channels. */
@OverSockets
class MuxMessageHandlerTest {
    private final QuotesController controller = new QuotesController();
    private final MuxRequester requester = requesterTo(controller);

    private static MuxRequester requesterTo(Object... controllers) {
        MuxPair.End client = MuxPair.end().handle("client", channel -> channel.send(channel.receive()));
        return MuxRequester.create(MuxPair.create(client, MuxPair.end().route(handlerOf(controllers)))
                .client());
    }

    private static MuxMessageHandler handlerOf(Object... controllers) {
        MuxMessageHandler handler = new MuxMessageHandler();
        handler.setHandlers(List.of(controllers));
        handler.afterPropertiesSet();
        return handler;
    }

    private static void verifyError(Mono<?> answer, ErrorCode code, String text) {
        StepVerifier.create(answer).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(ChannelException.class).hasMessage(text);
            assertThat(((ChannelException) error).code()).isEqualTo(code);
        });
    }

    @Test
    void aRequestHasItsResponse() {
        StepVerifier.create(requester.route("quote").data("ACME").retrieveMono(Quote.class))
                .expectNext(new Quote("ACME", 7))
                .verifyComplete();
    }

    @Test
    void aRequestHasAStreamAndThePartsOfTheNameAreVariables() {
        StepVerifier.create(requester.route("quotes.{symbol}", "B.A").data(2).retrieveFlux(Quote.class))
                .expectNext(new Quote("B.A", 1), new Quote("B.A", 2))
                .verifyComplete();
    }

    @Test
    void aStreamIsProducedAsItIsRequested() {
        StepVerifier.create(requester.route("quotes.A").data(1_000_000).retrieveFlux(Quote.class), 2)
                .expectNextCount(2)
                .thenRequest(1)
                .expectNext(new Quote("A", 3))
                .thenCancel()
                .verify();
    }

    @Test
    void aMethodWithoutPublishersServesToo() {
        StepVerifier.create(requester.route("plain").data(new Quote("A", 1)).retrieveMono(Quote.class))
                .expectNext(new Quote("A", 2))
                .verifyComplete();
    }

    @Test
    void bothDirectionsMayStreamAtOnce() {
        Sinks.Many<Quote> sent = Sinks.many().unicast().onBackpressureBuffer();
        StepVerifier.create(requester
                        .route("doubled")
                        .data(sent.asFlux(), Quote.class)
                        .retrieveFlux(Quote.class))
                .then(() -> sent.tryEmitNext(new Quote("A", 1)))
                .expectNext(new Quote("A", 2))
                .then(() -> sent.tryEmitNext(new Quote("A", 5)))
                .expectNext(new Quote("A", 10))
                .then(sent::tryEmitComplete)
                .verifyComplete();
    }

    @Test
    void aStreamMayHaveOneAnswer() {
        StepVerifier.create(requester
                        .route("dearest")
                        .data(Flux.just(new Quote("A", 1), new Quote("B", 3), new Quote("C", 2)))
                        .retrieveMono(Quote.class))
                .expectNext(new Quote("B", 3))
                .verifyComplete();
    }

    @Test
    void whatIsSentWithoutAnswerArrives() {
        StepVerifier.create(requester.route("keep").data(new Quote("A", 1)).send())
                .verifyComplete();
        StepVerifier.create(requester.route("keep.now").data(new Quote("B", 2)).send())
                .verifyComplete();
        assertThat(controller.kept).containsExactly(new Quote("A", 1), new Quote("B", 2));
    }

    @Test
    void metadataAreHeaders() {
        StepVerifier.create(requester
                        .route("tenant")
                        .metadata("tenant", "blå")
                        .metadata("depth", "3")
                        .retrieveMono(String.class))
                .expectNext("blå3")
                .verifyComplete();
    }

    @Test
    void aPeerCannotPassOffMetadataAsHeadersOfOurs() {
        StepVerifier.create(requester
                        .route("metadata")
                        .metadata(MuxMessageHandler.CHANNEL_HEADER, "mine")
                        .metadata("lookupDestination", "tenant")
                        .metadata("id", "0")
                        .metadata("nativeHeaders", "x")
                        .retrieveMono(Integer.class))
                .expectNext(4)
                .verifyComplete();
    }

    @Test
    void aMethodMayAskItsCaller() {
        StepVerifier.create(requester.route("back").data("who?").retrieveMono(String.class))
                .expectNext("who?")
                .verifyComplete();
    }

    @Test
    void anErrorMayBeGivenACodeByAnExceptionHandler() {
        verifyError(
                requester.route("unknown").retrieveMono(Quote.class),
                QuotesController.UNKNOWN_INSTRUMENT,
                "no such instrument");
    }

    @Test
    void anExceptionHandlersAnswerIsTheAnswer() {
        StepVerifier.create(requester.route("answered").retrieveMono(Quote.class))
                .expectNext(new Quote("INSTEAD", 0))
                .verifyComplete();
    }

    @Test
    void aTypedErrorBehindTheFirstAnswerArrivesToo() {
        StepVerifier.create(requester.route("late").retrieveFlux(Quote.class))
                .thenConsumeWhile(quote -> true) // the error overtakes what is still queued (C-27)
                .verifyErrorMessage("late");
    }

    @Test
    void ofAnyOtherErrorThePeerLearnsNothing() {
        verifyError(requester.route("quote").data(" ").retrieveMono(Quote.class), ErrorCode.INTERNAL, "");
    }

    @Test
    void aMessageThatCannotBeReadIsThePeersMistake() {
        verifyError(
                requester.route("plain").data("{\"symbol\":").retrieveMono(Quote.class),
                MuxMessageHandler.INVALID_MESSAGE,
                "a message on 'plain' cannot be read");
        verifyError(
                requester.route("dearest").data("{\"symbol\":").retrieveMono(Quote.class),
                MuxMessageHandler.INVALID_MESSAGE,
                "a message on 'dearest' cannot be read");
    }

    @Test
    void aMessageOrHeaderThatIsMissingIsThePeersMistake() {
        verifyError(
                requester.route("plain").retrieveMono(Quote.class),
                MuxMessageHandler.INVALID_MESSAGE,
                "what the handler of 'plain' needs is missing");
        verifyError(
                requester.route("tenant").retrieveMono(String.class),
                MuxMessageHandler.INVALID_MESSAGE,
                "what the handler of 'tenant' needs is missing");
    }

    @Test
    void aContentTypeThatIsNoneIsThePeersMistake() {
        verifyError(
                requester
                        .route("quote")
                        .spec(spec -> spec.metadata(MuxStrategies.CONTENT_TYPE, utf8("nonsense")))
                        .retrieveMono(String.class),
                MuxMessageHandler.INVALID_MESSAGE,
                "'nonsense' is no content-type");
    }

    @Test
    void aNameThatNoMethodHasIsRefused() {
        StepVerifier.create(requester.route("news").retrieveMono(String.class)).verifyErrorSatisfies(refusal -> {
            assertThat(refusal).isInstanceOf(ChannelRefusedException.class);
            assertThat(((ChannelRefusedException) refusal).code()).isEqualTo(ErrorCode.NO_HANDLER);
        });
    }

    /** Buffers that are counted come from a method's own sources, such as files. */
    static class Pooled {
        @MessageMapping("pooled")
        Flux<DataBuffer> pooled() {
            NettyDataBufferFactory buffers = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);
            return Flux.range(0, 100)
                    .map(i ->
                            buffers.allocateBuffer(16).write(Integer.toString(i).getBytes(UTF_8)));
        }
    }

    /** That none of them is left is seen to after the class. */
    @Test
    void buffersThatAreCountedAreReleased() {
        MuxRequest request = requesterTo(new Pooled()).route("pooled").mimeType(MimeType.valueOf("text/plain"));
        StepVerifier.create(
                        request.retrieveFlux(String.class).map(Integer::valueOf).last())
                .expectNext(99)
                .verifyComplete();
        StepVerifier.create(request.retrieveFlux(String.class), 1)
                .expectNext("0")
                .thenCancel()
                .verify();
    }

    /** Each error of a method is logged, and callers that leave are many. */
    @Test
    void aCallerThatWantsNoMoreIsNoErrorOfTheMethod() {
        MuxMessageHandler handler = handlerOf(controller);
        Sinks.One<Signal<Void>> end = Sinks.one();
        MuxRouter watched =
                name -> channel -> Mono.from(requireNonNull(handler.find(name)).handle(channel))
                        .materialize()
                        .doOnNext(end::tryEmitValue)
                        .dematerialize();
        MuxRequester caller = MuxRequester.create(
                MuxPair.create(MuxPair.end(), MuxPair.end().route(watched)).client());

        StepVerifier.create(caller.route("quotes.A").data(1_000_000).retrieveFlux(Quote.class), 1)
                .expectNext(new Quote("A", 1))
                .thenCancel()
                .verify();
        StepVerifier.create(end.asMono()).expectNext(Signal.complete()).verifyComplete();
    }

    static class Relay {
        @MessageMapping("relayed")
        Flux<Quote> relayed() {
            return Flux.just(new Quote("A", 1)).concatWith(Mono.error(new ChannelStoppedException("elsewhere")));
        }
    }

    /** Or else the caller would take what it got for all there is. */
    @Test
    void anAnswerCutShortByTheStopOfAnotherChannelDoesNotEndInGoodOrder() {
        verifyError(
                requesterTo(new Relay())
                        .route("relayed")
                        .retrieveFlux(Quote.class)
                        .then(),
                ErrorCode.CANCELLED,
                "elsewhere");
    }

    static class Rival {
        @MessageMapping("quote")
        String quote() {
            return "mine";
        }
    }

    @Test
    void twoMethodsOfOneNameAreAnErrorAtStart() {
        assertThatThrownBy(() -> handlerOf(controller, new Rival()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Ambiguous mapping");
    }
}
