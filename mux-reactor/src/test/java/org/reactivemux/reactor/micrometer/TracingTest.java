package org.reactivemux.reactor.micrometer;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.Sockets.ECHO;

import io.micrometer.observation.Observation;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.EndpointException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.Transport;
import org.reactivemux.reactor.Eventually;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.reactor.OverSockets;
import org.reactivemux.reactor.ReconnectEvent;
import org.reactivemux.reactor.ReconnectOptions;
import org.reactivemux.reactor.Sockets;
import org.reactivemux.reactor.transport.ServerProcess;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

/** One trace runs through both ends of a socket, each of which has a tracer of its own, and through two processes. */
@OverSockets
class TracingTest {
    private final Traced here = new Traced();
    private final Traced there = new Traced();

    @AutoClose
    private final Sockets sockets = new Sockets(Transport.NIO);

    private MuxConnection connectTo(String name, MuxHandler handler) {
        sockets.bind(sockets.server().observe(there.observations()).handle(name, handler));
        return sockets.connect(sockets.client().observe(here.observations()));
    }

    private static String value(SpanData span, String key) {
        return span.getAttributes().get(stringKey(key));
    }

    private static void assertChild(SpanData child, SpanData parent) {
        assertThat(child.getTraceId()).isEqualTo(parent.getTraceId());
        assertThat(child.getParentSpanId()).isEqualTo(parent.getSpanId());
    }

    @Test
    void theHandlersSpanIsTheChildOfTheExchanges() {
        MuxConnection mux = connectTo("quotes", channel -> channel.send(channel.receive()));
        StepVerifier.create(mux.exchange("quotes", Flux.just(utf8("one"), utf8("two"))))
                .expectNextCount(2)
                .verifyComplete();
        SpanData exchange = here.onlySpan();
        SpanData handler = there.onlySpan();
        assertChild(handler, exchange);
        assertThat(exchange.getParentSpanId()).isEqualTo(SpanId.getInvalid());
        assertThat(exchange.getName()).isEqualTo("quotes");
        assertThat(handler.getName()).isEqualTo("quotes");
        assertThat(exchange.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(handler.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(value(exchange, "operation")).isEqualTo("exchange");
        assertThat(value(exchange, "outcome")).isEqualTo("completed");
        assertThat(value(handler, "outcome")).isEqualTo("completed");
    }

    @Test
    void theExchangesSpanIsTheChildOfWhatItsSubscriberObserves() {
        MuxConnection mux = connectTo("quotes", channel -> channel.send(channel.receive()));
        Observation parent = Observation.start("parent", here.registry());
        StepVerifier.create(mux.request("quotes", utf8("?"))
                        .contextWrite(context -> context.put(MuxObservations.KEY, parent)))
                .expectNextCount(1)
                .verifyComplete();
        parent.stop();
        List<SpanData> spans = here.spans(2);
        assertChild(spans.get(0), spans.get(1));
        assertChild(there.onlySpan(), spans.get(0));
        assertThat(value(spans.get(0), "operation")).isEqualTo("request");
    }

    @Test
    void aThreadsCurrentObservationIsAParentToo() {
        MuxConnection mux = connectTo("quotes", channel -> channel.send(channel.receive()));
        Observation parent = Observation.start("parent", here.registry());
        parent.scoped(() -> StepVerifier.create(mux.request("quotes", utf8("?")))
                .expectNextCount(1)
                .verifyComplete());
        parent.stop();
        List<SpanData> spans = here.spans(2);
        assertChild(spans.get(0), spans.get(1));
    }

    /** It is asked for here and now, however long the connection takes. */
    @Test
    void aUseThatWaitsForItsConnectionHasItsParentToo() {
        sockets.bind(sockets.server().observe(there.observations()));
        AtomicInteger lost = new AtomicInteger();
        MuxConnection mux = sockets.keep(sockets.client()
                .observe(here.observations())
                .reconnect(ReconnectOptions.defaults()
                        .onEvent(event -> lost.addAndGet(event instanceof ReconnectEvent.Lost ? 1 : 0))));
        Observation parent = Observation.start("parent", here.registry());
        parent.scoped(() -> Sockets.roundTrip(mux));
        sockets.endOfOnlyConnection().dispose();
        Eventually.assertThatSoon(lost::get, count -> count == 1, "the client has noticed");
        StepVerifier.create(mux.exchange(ECHO, Flux.just(utf8("?")))
                        .contextWrite(context -> context.put(MuxObservations.KEY, parent)))
                .expectNextCount(1)
                .verifyComplete();
        parent.stop();
        List<SpanData> spans = here.spans(3);
        assertChild(spans.get(0), spans.get(2));
        assertChild(spans.get(1), spans.get(2));
        assertChild(there.spans(2).get(0), spans.get(0));
        assertChild(there.spans(2).get(1), spans.get(1));
    }

    @Test
    void aUseForWhichThereIsNoConnectionHasFailed() {
        MuxConnection mux =
                sockets.keep(sockets.client().observe(here.observations()).reconnect(Retry.max(0)));
        StepVerifier.create(mux.request(ECHO, utf8("?"))).verifyError(EndpointException.class);
        assertThat(value(here.onlySpan(), "outcome")).isEqualTo("failed");
        assertThat(value(here.onlySpan(), "code")).isEqualTo("ENDPOINT");
    }

    @Test
    void anOpeningCarriesTheTraceToo() {
        MuxConnection mux = connectTo("quotes", channel -> channel.receive().then());
        StepVerifier.create(mux.open(ChannelSpec.named("quotes")).flatMap(channel -> channel.send(Flux.empty())))
                .verifyComplete();
        assertChild(there.onlySpan(), here.onlySpan());
        assertThat(value(here.onlySpan(), "operation")).isEqualTo("open");
    }

    /** What a handler asks of others belongs to it: of a third end, and on the connection that it serves. */
    @Test
    void theTraceGoesOnThroughWhatAHandlerAsksOfOthers() {
        Traced third = new Traced();
        sockets.bind(MuxServer.create()
                .transport(sockets.transport())
                .unix(sockets.path("third"))
                .observe(third.observations())
                .handle("price", channel -> channel.send(channel.receive())));
        MuxConnection behind = sockets.connect(MuxClient.create()
                .transport(sockets.transport())
                .unix(sockets.path("third"))
                .observe(there.observations()));
        sockets.bind(sockets.server()
                .observe(there.observations())
                .handle(
                        "quotes",
                        channel -> channel.send(channel.receive()
                                .flatMap(message -> behind.request("price", message))
                                .concatWith(channel.connection().request("name", utf8("who?"))))));
        MuxConnection mux = sockets.connect(sockets.client()
                .observe(here.observations())
                .handle("name", channel -> channel.send(channel.receive())));
        StepVerifier.create(mux.exchange("quotes", Flux.just(utf8("?"))))
                .expectNextCount(2)
                .verifyComplete();

        SpanData exchange = named("quotes", here.spans(2));
        List<SpanData> inTheMiddle = there.spans(3);
        SpanData handler = named("quotes", inTheMiddle);
        assertChild(handler, exchange);
        assertChild(named("price", inTheMiddle), handler);
        assertChild(third.onlySpan(), named("price", inTheMiddle));
        assertChild(named("name", inTheMiddle), handler);
        assertChild(named("name", here.spans(2)), named("name", inTheMiddle));
    }

    private static SpanData named(String name, List<SpanData> spans) {
        assertThat(spans).extracting(SpanData::getName).containsOnlyOnce(name);
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFailureIsRecordedOnBothSides() {
        ChannelException failure = new ChannelException(ErrorCode.application(0x1001), "no such instrument");
        MuxConnection mux = connectTo("quotes", channel -> channel.send(Flux.error(failure)));
        StepVerifier.create(mux.exchange("quotes", Flux.never())).verifyError(ChannelException.class);
        for (SpanData span : List.of(here.onlySpan(), there.onlySpan())) {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getStatus().getDescription()).isEqualTo("no such instrument");
            assertThat(span.getEvents()).hasSize(1);
            assertThat(value(span, "outcome")).isEqualTo("failed");
            assertThat(value(span, "code")).isEqualTo("APPLICATION");
        }
    }

    @Test
    void aHandlerThatThrowsHasFailed() {
        MuxConnection mux = connectTo("quotes", channel -> {
            throw new IllegalStateException("as was asked for");
        });
        StepVerifier.create(mux.request("quotes", utf8("?"))).verifyError(ChannelException.class);
        assertThat(there.onlySpan().getStatus().getDescription()).isEqualTo("as was asked for");
        assertThat(there.onlySpan().getEvents()).hasSize(1);
        assertThat(value(there.onlySpan(), "code")).isEqualTo("NONE");
        assertThat(value(here.onlySpan(), "code")).isEqualTo("INTERNAL");
    }

    @Test
    void aRefusedExchangeHasFailed() {
        MuxConnection mux = connectTo("quotes", channel -> Mono.empty());
        StepVerifier.create(mux.request("nobody", utf8("?"))).verifyError();
        assertThat(value(here.onlySpan(), "code")).isEqualTo("NO_HANDLER");
    }

    @Test
    void cancellingEndsBothSpansAndIsNoError() {
        MuxConnection mux = connectTo("quotes", channel -> channel.send(Flux.never()));
        StepVerifier.create(mux.exchange("quotes", Flux.never()))
                .then(() -> Sockets.roundTrip(mux))
                .thenCancel()
                .verify();
        SpanData exchange = named("quotes", here.spans(2));
        SpanData handler = named("quotes", there.spans(2));
        assertChild(handler, exchange);
        for (SpanData span : List.of(exchange, handler)) {
            assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
            assertThat(span.getEvents()).isEmpty();
            assertThat(value(span, "outcome")).isEqualTo("cancelled");
        }
    }

    /** What a program says after its answer has come is of no interest any more. */
    @Test
    void anExchangeHasOneEnd() {
        MuxConnection mux = connectTo("quotes", channel -> channel.send(channel.receive()));
        StepVerifier.create(
                        mux.exchange(ECHO, Flux.just(utf8("one"), utf8("two"))).take(2))
                .expectNextCount(2)
                .verifyComplete();
        Sockets.roundTrip(mux);
        assertThat(here.spans(2)).hasSize(2);
    }

    @Test
    void oneTraceRunsThroughTwoProcesses() throws IOException {
        try (ServerProcess process = ServerProcess.launch(TracedProgram.class, sockets.path(""), 1)) {
            assertThat(process.ask("serve " + sockets.path())).isEqualTo(TracedProgram.DONE);
            MuxConnection mux = sockets.connect(sockets.client().observe(here.observations()));
            StepVerifier.create(mux.request(ECHO, utf8("?"))).expectNextCount(1).verifyComplete();
            SpanData exchange = here.onlySpan();
            assertThat(process.ask("span"))
                    .isEqualTo("%s %s in %s".formatted(ECHO, exchange.getSpanId(), exchange.getTraceId()));
            assertThat(process.ask("stop")).isEqualTo(TracedProgram.DONE);
        }
    }
}
