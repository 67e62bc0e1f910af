package org.reactivemux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** The worker dies and comes back: the gateway says so meanwhile, and needs no help. */
class WorkerGoneTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @AutoClose
    private final Service service = Service.start();

    WorkerGoneTest() throws IOException {}

    @Test
    void whatIsUnderWayEndsWithAReasonAndWhatComesIsToldToComeLater() throws Exception {
        Flux<ServerSentEvent<JsonNode>> stream = service.events("/ticks/MONO");
        StepVerifier.create(stream.skip(5).filter(event -> event.event() == null || "trouble".equals(event.event())))
                .expectNextCount(1)
                .then(this::killWorker)
                .thenConsumeWhile(event -> event.event() == null)
                .assertNext(event -> assertThat(Objects.requireNonNull(event.data())
                                .get("status")
                                .asInt())
                        .isEqualTo(503))
                .expectComplete()
                .verify(PATIENCE);

        service.http()
                .get()
                .uri("/quotes/MONO")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody(ProblemDetail.class)
                .value(problem -> assertThat(problem.getTitle()).isEqualTo("The worker is not there"));
        assertThat(service.channels().get("worker").isNull()).isTrue();
        assertThat(service.channels().get("trouble").asString()).contains("no server");

        service.startWorkerAgain();
        service.http().get().uri("/quotes/MONO").exchange().expectStatus().isOk();
        StepVerifier.create(service.events("/ticks/MONO").take(5))
                .expectNextCount(5)
                .expectComplete()
                .verify(PATIENCE);
    }

    private void killWorker() {
        try {
            service.killWorker();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
