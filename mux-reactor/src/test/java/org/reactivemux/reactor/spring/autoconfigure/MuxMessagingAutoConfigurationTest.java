package org.reactivemux.reactor.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.reactor.MuxPair;
import org.reactivemux.reactor.OverSockets;
import org.reactivemux.reactor.spring.MuxMessageHandler;
import org.reactivemux.reactor.spring.MuxRequester;
import org.reactivemux.reactor.spring.Quote;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Controller;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.method.ControllerAdviceBean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What annotated methods get from the application beside the messages: advice, a validator, customizers. */
@OverSockets
class MuxMessagingAutoConfigurationTest {
    private static final ErrorCode SOLD_OUT = ErrorCode.application(0x2001);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MuxServerAutoConfiguration.class,
                    MuxMessagingAutoConfiguration.class,
                    MuxStrategiesAutoConfiguration.class))
            .withPropertyValues("mux.server.addresses=tcp://127.0.0.1:0")
            .withBean(MuxServerCustomizer.class, () -> server -> server.authorise(PeerAuthoriser.anyone()))
            .withBean(Orders.class);

    @Controller
    static class Orders {
        @MessageMapping("buy")
        Mono<Quote> buy(String symbol) {
            return Mono.error(new IllegalStateException(symbol));
        }

        @MessageMapping("price")
        Mono<Integer> price(@Validated @Payload Quote quote) {
            return Mono.just(quote.price());
        }

        @MessageMapping("total")
        Mono<Integer> total(@Validated Flux<Quote> quotes) {
            return quotes.map(Quote::price).reduce(0, Integer::sum);
        }
    }

    @ControllerAdvice(assignableTypes = Orders.class)
    static class Advice {
        @MessageExceptionHandler
        Mono<Quote> soldOut(IllegalStateException failure) {
            return Mono.error(new ChannelException(SOLD_OUT, failure.getMessage() + " is sold out"));
        }
    }

    @ControllerAdvice(assignableTypes = Quotes.class)
    static class OthersAdvice extends Advice {}

    static class PositivePrices implements Validator {
        @Override
        public boolean supports(Class<?> type) {
            return type == Quote.class;
        }

        @Override
        public void validate(Object target, Errors errors) {
            if (((Quote) target).price() <= 0) {
                errors.reject("price");
            }
        }
    }

    private static MuxRequester requesterTo(AssertableApplicationContext application) {
        MuxMessageHandler handler = application.getBean(MuxMessageHandler.class);
        return MuxRequester.create(
                MuxPair.create(MuxPair.end(), MuxPair.end().route(handler)).client());
    }

    private static void verifyError(Mono<?> answer, ErrorCode code, String text) {
        StepVerifier.create(answer)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(ChannelException.class, failure -> {
                            assertThat(failure.code()).isEqualTo(code);
                            assertThat(failure).hasMessage(text);
                        }));
    }

    private static Mono<Quote> buy(AssertableApplicationContext application) {
        return requesterTo(application).route("buy").data("ACME").retrieveMono(Quote.class);
    }

    @Test
    void adviceAnswersTheErrorsOfTheControllersItIsFor() {
        runner.withBean(Advice.class).run(application -> verifyError(buy(application), SOLD_OUT, "ACME is sold out"));
    }

    @Test
    void adviceForOthersIsNotAsked() {
        runner.withBean(OthersAdvice.class).run(application -> verifyError(buy(application), ErrorCode.INTERNAL, ""));
    }

    @Test
    void whereThereIsNoSpringWebThereIsNoAdvice() {
        runner.withClassLoader(new FilteredClassLoader(ControllerAdviceBean.class))
                .run(application ->
                        assertThat(application).hasNotFailed().doesNotHaveBean(MuxMessageHandlerCustomizer.class));
    }

    @Test
    void payloadsAreValidatedByTheApplicationsValidator() {
        runner.withBean(PositivePrices.class).run(application -> {
            MuxRequester requester = requesterTo(application);
            StepVerifier.create(requester.route("price").data(new Quote("A", 3)).retrieveMono(Integer.class))
                    .expectNext(3)
                    .verifyComplete();
            verifyError(
                    requester.route("price").data(new Quote("A", 0)).retrieveMono(Integer.class),
                    MuxMessageHandler.INVALID_MESSAGE,
                    "a message on 'price' is not valid");
            verifyError(
                    requester
                            .route("total")
                            .data(Flux.just(new Quote("A", 3), new Quote("A", -1)))
                            .retrieveMono(Integer.class),
                    MuxMessageHandler.INVALID_MESSAGE,
                    "a message on 'total' is not valid");
        });
    }

    @Test
    void customizersHaveTheLastWord() {
        runner.withBean(PositivePrices.class)
                .withBean(MuxMessageHandlerCustomizer.class, () -> handler -> handler.setValidator(null))
                .run(application -> StepVerifier.create(requesterTo(application)
                                .route("price")
                                .data(new Quote("A", 0))
                                .retrieveMono(Integer.class))
                        .expectNext(0)
                        .verifyComplete());
    }
}
