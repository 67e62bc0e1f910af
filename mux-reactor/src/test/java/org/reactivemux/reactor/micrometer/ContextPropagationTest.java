package org.reactivemux.reactor.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import org.reactivemux.reactor.Messages;
import org.reactivemux.reactor.OverSockets;
import org.reactivemux.reactor.Sockets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/**
 * The observation is in the Reactor context of what it observes, and so the thread's current one wherever its operators
 * run, if Reactor's automatic context propagation is on.
 */
@OverSockets
class ContextPropagationTest {
    private final Traced traced = new Traced();
    private final ObservationRegistry registry = traced.registry();
    private @Nullable ObservationRegistry before;

    @AutoClose
    private final Sockets sockets = new Sockets(Transport.NIO);

    @BeforeAll
    static void switchOn() {
        Hooks.enableAutomaticContextPropagation();
    }

    @AfterAll
    static void switchOff() {
        Hooks.disableAutomaticContextPropagation();
    }

    @BeforeEach
    void choose() {
        before = ObservationThreadLocalAccessor.getInstance().getObservationRegistry();
        ObservationThreadLocalAccessor.getInstance().setObservationRegistry(registry);
    }

    @AfterEach
    void restore() {
        ObservationThreadLocalAccessor.getInstance()
                .setObservationRegistry(Objects.requireNonNull(before, "the registry that was there"));
    }

    private String current() {
        Observation current = registry.getCurrentObservation();
        return current == null ? "none" : String.valueOf(current.getContext().getName());
    }

    private ByteBuffer currentAsMessage() {
        return utf8(current());
    }

    @Test
    void theKeyIsThatOfMicrometer() {
        assertThat(MuxObservations.KEY).isEqualTo(ObservationThreadLocalAccessor.KEY);
    }

    @Test
    void aHandlerIsCalledWithinItsObservation() {
        sockets.bind(sockets.server().observe(traced.observations()).handle("who", channel -> {
            ByteBuffer seen = currentAsMessage();
            return channel.send(Flux.just(seen));
        }));
        MuxConnection mux = sockets.connect(sockets.client());
        StepVerifier.create(mux.exchange("who", Flux.empty()).map(Messages::text))
                .expectNext("mux.handler")
                .verifyComplete();
    }

    @Test
    void whatAHandlerSendsIsMadeWithinItsObservation() {
        sockets.bind(sockets.server()
                .observe(traced.observations())
                .handle(
                        "who",
                        channel -> channel.send(channel.receive().map(message -> currentAsMessage()))));
        MuxConnection mux = sockets.connect(sockets.client());
        StepVerifier.create(mux.exchange("who", Flux.just(utf8("?"))).map(Messages::text))
                .expectNext("mux.handler")
                .verifyComplete();
    }

    @Test
    void anExchangesOutboundIsMadeWithinItsObservation() {
        sockets.bind(sockets.server());
        MuxConnection mux = sockets.connect(sockets.client().observe(traced.observations()));
        Flux<ByteBuffer> outbound =
                Flux.range(0, 1).publishOn(Schedulers.parallel()).map(n -> currentAsMessage());
        StepVerifier.create(mux.exchange(Sockets.ECHO, outbound).map(Messages::text))
                .expectNext("mux.exchange")
                .verifyComplete();
    }

    /** Downstream of an exchange its subscriber's own observation is the current one, on the event loop too. */
    @Test
    void answersAreTakenWithinWhatTheSubscriberObserves() {
        sockets.bind(sockets.server());
        MuxConnection mux = sockets.connect(sockets.client().observe(traced.observations()));
        Observation parent = Observation.start("parent", registry);
        StepVerifier.create(mux.exchange(Sockets.ECHO, Flux.just(utf8("?")))
                        .map(message -> current())
                        .contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, parent)))
                .expectNext("parent")
                .verifyComplete();
        parent.stop();
    }

    @Test
    void nothingIsLeftOnTheEventLoop() {
        sockets.bind(sockets.server());
        MuxConnection mux = sockets.connect(sockets.client().observe(traced.observations()));
        Sockets.roundTrip(mux);
        StepVerifier.create(mux.onClose().doFirst(mux::dispose).thenReturn("over").map(over -> current()))
                .expectNext("none")
                .verifyComplete();
    }
}
