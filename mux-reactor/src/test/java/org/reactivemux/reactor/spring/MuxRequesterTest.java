package org.reactivemux.reactor.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactivemux.reactor.Messages.text;
import static org.reactivemux.reactor.Messages.utf8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxHandler;
import org.reactivemux.reactor.Messages;
import org.reactivemux.reactor.MuxPair;
import org.reactivemux.reactor.OverSockets;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.codec.DecodingException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** Values there and back, by handlers that see the bare messages. */
@OverSockets
class MuxRequesterTest {
    private static final String ACME = "{\"symbol\":\"ACME\",\"price\":7}";
    private static final MuxHandler ECHO = channel -> channel.send(channel.receive());

    private final List<String> received = new CopyOnWriteArrayList<>();

    private static MuxRequester askingOf(String name, MuxHandler handler) {
        return MuxRequester.create(
                MuxPair.create(MuxPair.end().handle(name, handler)).client());
    }

    private MuxHandler answering(String... answers) {
        return channel -> channel.send(channel.receive()
                .doOnNext(message -> received.add(text(message)))
                .thenMany(Flux.fromArray(answers).map(Messages::utf8)));
    }

    @Test
    void oneValueIsOneJsonMessageAndSoIsTheAnswer() {
        MuxRequester requester = askingOf("quote", answering(ACME));
        StepVerifier.create(requester.route("quote").data(new Quote("ASK", 1)).retrieveMono(Quote.class))
                .expectNext(new Quote("ACME", 7))
                .verifyComplete();
        assertThat(received).containsExactly("{\"symbol\":\"ASK\",\"price\":1}");
    }

    @Test
    void aStreamOfAnswersIsReadOneByOne() {
        MuxRequester requester = askingOf("quotes", answering(ACME, "{\"symbol\":\"B\",\"price\":2}"));
        StepVerifier.create(requester.route("quotes").data("all").retrieveFlux(Quote.class))
                .expectNext(new Quote("ACME", 7), new Quote("B", 2))
                .verifyComplete();
        assertThat(received).containsExactly("all");
    }

    @Test
    void bothDirectionsMayStreamAtOnce() {
        MuxRequester requester = askingOf("echo", ECHO);
        Sinks.Many<Quote> sent = Sinks.many().unicast().onBackpressureBuffer();
        StepVerifier.create(
                        requester.route("echo").data(sent.asFlux(), Quote.class).retrieveFlux(Quote.class))
                .then(() -> sent.tryEmitNext(new Quote("A", 1)))
                .expectNext(new Quote("A", 1))
                .then(() -> sent.tryEmitNext(new Quote("B", 2)))
                .expectNext(new Quote("B", 2))
                .then(sent::tryEmitComplete)
                .verifyComplete();
    }

    @Test
    void aStreamMayHaveOneAnswer() {
        MuxRequester requester = askingOf(
                "count", channel -> channel.send(channel.receive().count().map(count -> utf8(Long.toString(count)))));
        StepVerifier.create(requester
                        .route("count")
                        .data(Flux.range(0, 5).map(i -> new Quote("Q", i)), new ParameterizedTypeReference<Quote>() {})
                        .retrieveMono(Integer.class))
                .expectNext(5)
                .verifyComplete();
    }

    @Test
    void valuesOfNoCommonTypeAreEachEncodedByTheirOwn() {
        MuxRequester requester = askingOf("mixed", answering());
        StepVerifier.create(requester
                        .route("mixed")
                        .data(Flux.just("text", new Quote("Q", 1), Map.of("a", 1), utf8("raw")))
                        .retrieveMono(Void.class))
                .verifyComplete();
        assertThat(received).containsExactly("text", "{\"symbol\":\"Q\",\"price\":1}", "{\"a\":1}", "raw");
    }

    @Test
    void aRequestWithoutDataSendsNoMessage() {
        MuxRequester requester = askingOf("quote", answering(ACME));
        StepVerifier.create(requester.route("quote").retrieveMono(Quote.class))
                .expectNext(new Quote("ACME", 7))
                .verifyComplete();
        assertThat(received).isEmpty();
    }

    @Test
    void noAnswerIsAnEmptyMono() {
        StepVerifier.create(askingOf("quote", answering()).route("quote").retrieveMono(Quote.class))
                .verifyComplete();
    }

    @Test
    void twoAnswersAreOneTooManyForAMono() {
        StepVerifier.create(
                        askingOf("quote", answering(ACME, ACME)).route("quote").retrieveMono(Quote.class))
                .verifyError(IndexOutOfBoundsException.class);
    }

    @Test
    void genericTypesAreKeptApart() {
        MuxRequester requester = askingOf("all", answering("[" + ACME + "]"));
        StepVerifier.create(requester.route("all").retrieveMono(new ParameterizedTypeReference<List<Quote>>() {}))
                .expectNext(List.of(new Quote("ACME", 7)))
                .verifyComplete();
    }

    /** Demand travels as it does for bare messages: with prefetch 0 exactly what was requested is produced. */
    @Test
    void thePeersPublisherProducesWhatIsRequestedHere() {
        PublisherProbe<ByteBuffer> produced = PublisherProbe.of(Flux.never());
        List<Integer> numbers = new CopyOnWriteArrayList<>();
        MuxRequester requester = askingOf(
                "count",
                channel -> channel.send(Flux.range(0, 100)
                        .doOnNext(numbers::add)
                        .map(i -> utf8(i.toString()))
                        .concatWith(produced.flux())));
        StepVerifier.create(
                        requester.route("count").spec(spec -> spec.prefetch(0)).retrieveFlux(Integer.class), 0)
                .thenRequest(3)
                .expectNext(0, 1, 2)
                .then(() -> assertThat(numbers).hasSize(3))
                .thenCancel()
                .verify();
        produced.assertWasNotSubscribed();
    }

    @Test
    void whatItRetrievesIsLazyAndMayBeSubscribedAgain() {
        Mono<Quote> answer =
                askingOf("quote", answering(ACME)).route("quote").data("again").retrieveMono(Quote.class);
        assertThat(received).isEmpty();
        StepVerifier.create(answer.repeat(1)).expectNextCount(2).verifyComplete();
        assertThat(received).containsExactly("again", "again");
    }

    @Test
    void sendingDoesNotWaitForTheHandlersWork() {
        Sinks.Empty<Void> work = Sinks.empty();
        CompletableFuture<String> done = new CompletableFuture<>();
        MuxRequester requester = askingOf(
                "log",
                channel -> channel.receive()
                        .map(Messages::text)
                        .collectList()
                        .delayUntil(lines -> work.asMono())
                        .doOnNext(lines -> done.complete(String.join(",", lines)))
                        .then());
        StepVerifier.create(requester.route("log").data(Flux.just("a", "b")).send())
                .verifyComplete();
        assertThat(done).isNotDone();
        work.tryEmitEmpty();
        assertThat(done).isCompletedWithValue("a,b");
    }

    @Test
    void sendingIsDoneWhenTheHandlerWantsNoMore() {
        MuxRequester requester = askingOf(
                "first",
                channel -> channel.receive()
                        .next()
                        .doOnNext(message -> received.add(text(message)))
                        .then());
        StepVerifier.create(requester
                        .route("first")
                        .data(Flux.range(0, 1_000).map(Object::toString).concatWith(Flux.never()))
                        .send())
                .verifyComplete();
        assertThat(received).containsExactly("0");
    }

    @Test
    void sendingToNobodyIsRefused() {
        StepVerifier.create(askingOf("quote", ECHO).route("news").data("x").send())
                .verifyError(ChannelRefusedException.class);
    }

    @Test
    void anAnswerThatIsNoneIsAClearError() {
        StepVerifier.create(askingOf("quote", answering("{\"symbol\":"))
                        .route("quote")
                        .retrieveFlux(Quote.class))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(DecodingException.class)
                        .hasMessageContaining("a message on 'quote' is no " + Quote.class.getName()));
    }

    @Test
    void aTypedErrorOfTheHandlerArrivesWithItsCode() {
        ErrorCode unknown = ErrorCode.application(0x1001);
        MuxRequester requester = askingOf(
                "quote", channel -> channel.send(Mono.error(new ChannelException(unknown, "no such instrument"))));
        StepVerifier.create(requester.route("quote").retrieveMono(Quote.class)).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(ChannelException.class).hasMessage("no such instrument");
            assertThat(((ChannelException) error).code()).isEqualTo(unknown);
        });
    }

    @Test
    void theFailureOfTheDataFailsTheAnswer() {
        StepVerifier.create(askingOf("echo", ECHO)
                        .route("echo")
                        .data(Flux.error(new IllegalStateException("no data")), Quote.class)
                        .retrieveFlux(Quote.class))
                .verifyErrorMessage("no data");
    }

    @Test
    void metadataAndMimeTypeAreSeenByTheHandler() {
        CompletableFuture<MuxChannel> seen = new CompletableFuture<>();
        MuxRequester requester = askingOf("see", channel -> {
            seen.complete(channel);
            return channel.send(channel.receive());
        });
        StepVerifier.create(requester
                        .route("see")
                        .metadata("tenant", "blå")
                        .mimeType(new MimeType(MimeTypeUtils.TEXT_PLAIN, UTF_8))
                        .data("text")
                        .retrieveMono(String.class))
                .expectNext("text")
                .verifyComplete();
        assertThat(seen.join().metadata())
                .containsEntry("tenant", utf8("blå"))
                .containsEntry(MuxStrategies.CONTENT_TYPE, utf8("text/plain;charset=UTF-8"));
    }

    @Test
    void jsonIsNotMentioned() {
        CompletableFuture<MuxChannel> seen = new CompletableFuture<>();
        MuxRequester requester = askingOf("see", channel -> {
            seen.complete(channel);
            return Mono.empty();
        });
        StepVerifier.create(requester.route("see").retrieveMono(Void.class)).verifyComplete();
        assertThat(seen.join().metadata()).isEmpty();
    }

    @Test
    void variablesOfTheRouteAreFilledIn() {
        MuxRequester requester = askingOf("quotes.B%2EA.7", answering(ACME));
        StepVerifier.create(requester.route("quotes.{symbol}.{depth}", "B.A", 7).retrieveMono(Quote.class))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void aRouteAndItsValuesMustFit() {
        MuxRequester requester = askingOf("x", ECHO);
        assertThatThrownBy(() -> requester.route("quotes.{symbol}")).hasMessageContaining("{symbol}");
        assertThatThrownBy(() -> requester.route("quotes", "ACME")).hasMessageContaining("ACME");
    }

    @Test
    void whatCannotBeEncodedOrDecodedIsToldAtOnce() {
        MuxRequest request = askingOf("x", ECHO).route("x").mimeType(MimeTypeUtils.IMAGE_PNG);
        assertThatThrownBy(() -> request.retrieveMono(Quote.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("image/png");
        assertThatThrownBy(() ->
                        request.data(Mono.just(new Quote("A", 1)), Quote.class).retrieveFlux(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("image/png");
        assertThatThrownBy(() -> request.data("text", String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
    }
}
