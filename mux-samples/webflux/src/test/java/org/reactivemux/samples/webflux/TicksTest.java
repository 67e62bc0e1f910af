package org.reactivemux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** Trades as server-sent events, and the control that makes one reader slow. */
@ExtendWith(SharedService.class)
class TicksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Service service;

    TicksTest(Service service) {
        this.service = service;
    }

    /** Opens a stream, waits until it is told its name, and gives the trades away. */
    private Subscription follow(String symbol) throws Exception {
        Flux<ServerSentEvent<JsonNode>> shared =
                service.events("/ticks/" + symbol).replay(1).refCount();
        Disposable subscription = shared.subscribe();
        String reader = Objects.requireNonNull(shared.filter(event -> "reader".equals(event.event()))
                .map(event -> Objects.requireNonNull(event.data()).get("id").asString())
                .blockFirst(PATIENCE));
        Eventually.holds(
                "its channel is listed", () -> service.channels().toString().contains('"' + reader + '"'));
        return new Subscription(reader, subscription);
    }

    private record Subscription(String reader, Disposable subscription) implements AutoCloseable {
        @Override
        public void close() {
            subscription.dispose();
        }
    }

    private static long number(ServerSentEvent<JsonNode> tick) {
        return Objects.requireNonNull(tick.data()).get("number").asLong();
    }

    @Test
    void aStreamBeginsWithTheReadersNameAndLeavesNoTradeOut() {
        List<Long> numbers = new ArrayList<>();
        StepVerifier.create(service.events("/ticks/MONO").take(51))
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("reader");
                    assertThat(Objects.requireNonNull(event.data())
                                    .get("symbol")
                                    .asString())
                            .isEqualTo("MONO");
                })
                .recordWith(ArrayList::new)
                .thenConsumeWhile(event -> numbers.add(number(event)))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(numbers).hasSize(50);
        assertThat(numbers.get(49) - numbers.get(0)).isEqualTo(49);
        assertThat(numbers).isSorted();
    }

    @Test
    void aSymbolThatIsNotListedIsAStatusAndNotAStream() {
        service.http()
                .get()
                .uri("/ticks/NONE")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.NOT_FOUND)
                .expectBody(ProblemDetail.class)
                .value(problem -> assertThat(problem.getDetail()).isEqualTo("there is no instrument 'NONE'"));
    }

    @Test
    void aBrowserThatLeavesEndsItsChannel() throws Exception {
        String reader;
        try (Subscription following = follow("ECHO")) {
            reader = following.reader();
            assertThat(service.channelOf(reader).get("symbol").asString()).isEqualTo("ECHO");
        }
        Eventually.holds(
                "the channel is gone", () -> !service.channels().toString().contains('"' + reader + '"'));
        service.http()
                .get()
                .uri("/readers")
                .exchange()
                .expectBody(JsonNode.class)
                .value(readers -> assertThat(readers.toString()).doesNotContain('"' + reader + '"'));
    }

    @Test
    void aReaderThatStopsUsesUpItsCreditAndAnotherDoesNotNotice() throws Exception {
        try (Subscription slow = follow("MONO");
                Subscription fast = follow("MONO")) {
            setPace(slow.reader(), "{\"perSecond\": 0}").expectStatus().isOk();
            Eventually.holds(
                    "the worker has no credit left for it",
                    () -> service.channelOf(slow.reader()).get("credit").asLong() == 0);
            JsonNode stopped = service.channelOf(slow.reader());
            JsonNode going = service.channelOf(fast.reader());
            Eventually.holds(
                    "the other one goes on",
                    () -> service.channelOf(fast.reader()).get("produced").asLong()
                            > going.get("produced").asLong() + 100);
            JsonNode still = service.channelOf(slow.reader());
            assertThat(still.get("produced")).isEqualTo(stopped.get("produced"));
            assertThat(still.get("behind").asLong()).isGreaterThan(100);

            release(slow.reader());
            Eventually.holds(
                    "it catches up with the market",
                    () -> service.channelOf(slow.reader()).get("behind").asLong() < 50);
        }
    }

    @Test
    void aPaceIsKept() throws Exception {
        try (Subscription slow = follow("TIDE")) {
            setPace(slow.reader(), "{\"perSecond\": 20}").expectStatus().isOk();
            Eventually.holds(
                    "its pace is told",
                    () -> service.channelOf(slow.reader()).path("perSecond").asInt(0) == 20);
            Eventually.holds(
                    "it falls behind a market of 100 trades a second",
                    () -> service.channelOf(slow.reader()).get("behind").asLong() > 100);
        }
    }

    @Test
    void whatIsNoPaceIsRefusedAndToldWhatIs() throws Exception {
        try (Subscription following = follow("NOVA")) {
            String reader = following.reader();
            assertRefused(reader, "{\"perSecond\": 1001}", "perSecond is 0 to 1,000, not 1001");
            assertRefused(reader, "{\"perSecond\": -1}", "perSecond is 0 to 1,000, not -1");
            assertRefused(reader, "{}", "perSecond is 0 to 1,000, not null");
            assertRefused(reader, "{\"perSecond\": \"slow\"}", "the body is to be {\"perSecond\": number}");
            assertRefused(reader, "slow", "the body is to be {\"perSecond\": number}");
        }
    }

    @Test
    void aReaderThatIsNotThereHasNoPace() {
        setPace("r0", "{\"perSecond\": 1}")
                .expectStatus()
                .isNotFound()
                .expectBody(ProblemDetail.class)
                .value(problem -> assertThat(problem.getDetail()).contains("there is no reader 'r0'"));
    }

    private void assertRefused(String reader, String body, String words) {
        setPace(reader, body)
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(ProblemDetail.class)
                .value(problem -> assertThat(problem.getDetail()).contains(words));
    }

    private WebTestClient.ResponseSpec setPace(String reader, String body) {
        return service.http()
                .put()
                .uri("/readers/{id}/pace", reader)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private void release(String reader) {
        service.http()
                .delete()
                .uri("/readers/{id}/pace", reader)
                .exchange()
                .expectStatus()
                .isOk();
    }
}
