package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** Reactor's context flows from the subscriber to what is sent for it. */
@EachCarrier
class ContextTest {
    @AutoClose
    private final Sockets sockets;

    ContextTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    private static Flux<ByteBuffer> userFromContext() {
        return Flux.deferContextual(
                context -> Flux.just(utf8(context.<String>getOrEmpty("user").orElse("nobody"))));
    }

    @Test
    void anExchangesOutboundSeesTheSubscribersContext() {
        MuxConnection mux = sockets.connectToEcho();
        StepVerifier.create(mux.exchange(ECHO, userFromContext())
                        .map(Messages::text)
                        .contextWrite(Context.of("user", "ada")))
                .expectNext("ada")
                .verifyComplete();
    }

    @Test
    void eachSubscriberHasItsOwn() {
        MuxConnection mux = sockets.connectToEcho();
        Flux<String> exchange = mux.exchange(ECHO, userFromContext()).map(Messages::text);
        StepVerifier.create(Flux.concat(
                        exchange.contextWrite(Context.of("user", "ada")),
                        exchange.contextWrite(Context.of("user", "bob")),
                        exchange))
                .expectNext("ada", "bob", "nobody")
                .verifyComplete();
    }

    @Test
    void anOutboundOnAnotherThreadSeesItToo() {
        MuxConnection mux = sockets.connectToEcho();
        StepVerifier.create(mux.exchange(ECHO, userFromContext().subscribeOn(Schedulers.parallel()))
                        .map(Messages::text)
                        .contextWrite(Context.of("user", "ada")))
                .expectNext("ada")
                .verifyComplete();
    }

    @Test
    void whatAChannelSendsSeesTheContextOfTheSending() {
        MuxConnection mux = sockets.connectToEcho();
        MuxChannel channel = Objects.requireNonNull(mux.open(named(ECHO)).block(PATIENCE));
        StepVerifier.create(channel.send(userFromContext()).contextWrite(Context.of("user", "ada")))
                .verifyComplete();
        StepVerifier.create(channel.receive().map(Messages::text))
                .expectNext("ada")
                .verifyComplete();
    }

    @Test
    void aHandlersContextReachesWhatItSends() {
        MuxConnection mux = sockets.connectTo(server -> server.handle(
                "who", channel -> channel.send(userFromContext()).contextWrite(Context.of("user", "the handler"))));
        StepVerifier.create(mux.exchange("who", Flux.empty()).map(Messages::text))
                .expectNext("the handler")
                .verifyComplete();
    }

    @Test
    void theContextDoesNotCrossTheSocket() {
        MuxConnection mux =
                sockets.connectTo(server -> server.handle("who", channel -> channel.send(userFromContext())));
        StepVerifier.create(
                        mux.exchange("who", Flux.empty()).map(Messages::text).contextWrite(Context.of("user", "ada")))
                .expectNext("nobody")
                .verifyComplete();
    }

    @Test
    void anOpeningDoesNotLoseTheContextOfItsSubscriber() {
        MuxConnection mux = sockets.connectToEcho();
        StepVerifier.create(mux.open(named(ECHO))
                        .flatMap(channel -> Mono.deferContextual(context -> {
                            assertThat(channel.name()).isEqualTo(ECHO);
                            return Mono.just(context.<String>get("user"));
                        }))
                        .contextWrite(Context.of("user", "ada")))
                .expectNext("ada")
                .verifyComplete();
    }
}
