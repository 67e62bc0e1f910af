package org.reactivemux.reactor.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import io.rsocket.core.RSocketServer;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.transport.local.LocalClientTransport;
import io.rsocket.transport.local.LocalServerTransport;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.reactor.MuxPair;
import org.reactivestreams.Publisher;
import org.springframework.http.MediaType;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.rsocket.RSocketRequester;
import org.springframework.messaging.rsocket.RSocketStrategies;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;
import org.springframework.stereotype.Controller;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/**
 * A controller that knows neither RSocket nor this project, served by Spring's own RSocket support and by
 * {@link MuxMessageHandler}: whoever asks it gets the same answers. What differs is the requester, and what the peer learns
 * of an error that nobody handles.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
class RSocketControllerTest {
    private final Quotations controller = new Quotations();
    private final Stack stack;

    @AutoClose("dispose")
    private final Asking asking;

    RSocketControllerTest(Stack stack) {
        this.stack = stack;
        this.asking = stack.serving(controller);
    }

    @Controller
    static class Quotations {
        private final List<Quote> kept = new CopyOnWriteArrayList<>();

        @MessageMapping("quote")
        Mono<Quote> quote(@Payload String symbol) {
            return Mono.just(new Quote(symbol, 7));
        }

        @MessageMapping("quotes.{symbol}")
        Flux<Quote> quotes(@DestinationVariable String symbol, @Payload int count) {
            return Flux.range(1, count).map(price -> new Quote(symbol, price));
        }

        @MessageMapping("doubled")
        Flux<Quote> doubled(@Payload Flux<Quote> quotes) {
            return quotes.map(quote -> new Quote(quote.symbol(), 2 * quote.price()));
        }

        @MessageMapping("keep")
        Mono<Void> keep(@Payload Mono<Quote> quote) {
            return quote.doOnNext(kept::add).then();
        }

        @MessageMapping("handled")
        Mono<Quote> handled() {
            return Mono.error(new UnsupportedOperationException());
        }

        @MessageExceptionHandler
        Quote instead(UnsupportedOperationException failure) {
            return new Quote("INSTEAD", 0);
        }

        @MessageMapping("unhandled")
        Mono<Quote> unhandled() {
            return Mono.error(new IllegalStateException("the price list is locked"));
        }
    }

    /** What serves the controller. */
    enum Stack {
        RSOCKET,
        MUX;

        Asking serving(Object controller) {
            return switch (this) {
                case RSOCKET -> AskingRSocket.serving(controller);
                case MUX -> AskingMux.serving(controller);
            };
        }
    }

    /** What both requesters do, by their own methods of the same names. */
    interface Asking extends Disposable {
        Mono<Quote> one(String route, Object data);

        Flux<Quote> many(String route, Object data);

        Flux<Quote> exchange(String route, Publisher<Quote> data);

        Mono<Void> send(String route, Object data);
    }

    private record AskingRSocket(RSocketRequester requester, Disposable server) implements Asking {
        static Asking serving(Object controller) {
            RSocketStrategies strategies = RSocketStrategies.builder()
                    .encoder(new JacksonJsonEncoder())
                    .decoder(new JacksonJsonDecoder())
                    .build();
            RSocketMessageHandler handler = new RSocketMessageHandler();
            handler.setRSocketStrategies(strategies);
            handler.setHandlers(List.of(controller));
            handler.afterPropertiesSet();
            String name = RSocketControllerTest.class.getName();
            Disposable server = Objects.requireNonNull(RSocketServer.create(handler.responder())
                    .bind(LocalServerTransport.create(name))
                    .block(PATIENCE));
            RSocketRequester requester = RSocketRequester.builder()
                    .rsocketStrategies(strategies)
                    .dataMimeType(MediaType.APPLICATION_JSON)
                    .transport(LocalClientTransport.create(name));
            return new AskingRSocket(requester, server);
        }

        @Override
        public Mono<Quote> one(String route, Object data) {
            return requester.route(route).data(data).retrieveMono(Quote.class);
        }

        @Override
        public Flux<Quote> many(String route, Object data) {
            return requester.route(route).data(data).retrieveFlux(Quote.class);
        }

        @Override
        public Flux<Quote> exchange(String route, Publisher<Quote> data) {
            return requester.route(route).data(data, Quote.class).retrieveFlux(Quote.class);
        }

        @Override
        public Mono<Void> send(String route, Object data) {
            return requester.route(route).data(data).send();
        }

        @Override
        public void dispose() {
            requester.dispose();
            server.dispose();
        }
    }

    private record AskingMux(MuxRequester requester) implements Asking {
        static Asking serving(Object controller) {
            MuxMessageHandler handler = new MuxMessageHandler();
            handler.setHandlers(List.of(controller));
            handler.afterPropertiesSet();
            return new AskingMux(MuxRequester.create(
                    MuxPair.create(MuxPair.end().route(handler)).client()));
        }

        @Override
        public Mono<Quote> one(String route, Object data) {
            return requester.route(route).data(data).retrieveMono(Quote.class);
        }

        @Override
        public Flux<Quote> many(String route, Object data) {
            return requester.route(route).data(data).retrieveFlux(Quote.class);
        }

        @Override
        public Flux<Quote> exchange(String route, Publisher<Quote> data) {
            return requester.route(route).data(data, Quote.class).retrieveFlux(Quote.class);
        }

        @Override
        public Mono<Void> send(String route, Object data) {
            return requester.route(route).data(data).send();
        }

        @Override
        public void dispose() {
            requester.connection().dispose();
        }
    }

    @Test
    void aRequestHasItsResponse() {
        StepVerifier.create(asking.one("quote", "ACME"))
                .expectNext(new Quote("ACME", 7))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aRequestHasAStreamAndAPartOfTheRouteIsAVariable() {
        StepVerifier.create(asking.many("quotes.ACME", 3))
                .expectNext(new Quote("ACME", 1), new Quote("ACME", 2), new Quote("ACME", 3))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aStreamIsAnsweredByAStream() {
        StepVerifier.create(asking.exchange("doubled", Flux.just(new Quote("A", 1), new Quote("B", 2))))
                .expectNext(new Quote("A", 2), new Quote("B", 4))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void whatIsSentWithoutAnAnswerIsTaken() {
        StepVerifier.create(asking.send("keep", new Quote("ACME", 1)))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(controller.kept).containsExactly(new Quote("ACME", 1));
    }

    @Test
    void anExceptionHandlersAnswerIsTheAnswer() {
        StepVerifier.create(asking.one("handled", ""))
                .expectNext(new Quote("INSTEAD", 0))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void anErrorThatNobodyHandlesFailsTheCallHereWithoutItsText() {
        StepVerifier.create(asking.one("unhandled", ""))
                .expectErrorSatisfies(failure -> {
                    switch (stack) {
                        case RSOCKET ->
                            assertThat(failure)
                                    .isInstanceOf(ApplicationErrorException.class)
                                    .hasMessage("the price list is locked");
                        case MUX ->
                            assertThat(failure)
                                    .isInstanceOfSatisfying(
                                            ChannelException.class,
                                            error -> assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL))
                                    .hasMessage("");
                    }
                })
                .verify(PATIENCE);
    }
}
