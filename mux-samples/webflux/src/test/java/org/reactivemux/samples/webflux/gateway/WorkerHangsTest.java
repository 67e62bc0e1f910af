package org.reactivemux.samples.webflux.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.samples.webflux.wire.Names;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** A worker that is there and does not answer: the gateway says so when its patience is at an end. */
class WorkerHangsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private Path socket() {
        return directory.resolve("market.sock");
    }

    private ConfigurableApplicationContext gateway() {
        return new SpringApplicationBuilder(GatewayApplication.class)
                .web(WebApplicationType.REACTIVE)
                .run(
                        "--mux.client.address=unix:" + socket(),
                        "--gateway.patience=300ms",
                        "--server.address=127.0.0.1",
                        "--server.port=0");
    }

    private static void assertTooLate(ConfigurableApplicationContext gateway, String path, MediaType wanted) {
        int port = Objects.requireNonNull(((WebServerApplicationContext) gateway).getWebServer())
                .getPort();
        WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(SOON)
                .build()
                .get()
                .uri(path)
                .accept(wanted)
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.GATEWAY_TIMEOUT)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(ProblemDetail.class)
                .value(problem -> assertThat(problem.getDetail()).isEqualTo("it has not answered in time"));
    }

    @Test
    void aQuestionThatIsNotAnsweredIsTakenBackAndItsChannelClosed() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        MuxBinding worker = Objects.requireNonNull(MuxServer.create()
                .unix(socket().toString())
                .handle(
                        Names.QUOTE,
                        channel -> channel.send(
                                channel.receive().then(Mono.<ByteBuffer>never().doOnCancel(cancelled::countDown))))
                .bind()
                .block(SOON));
        try (ConfigurableApplicationContext gateway = gateway()) {
            assertTooLate(gateway, "/quotes/MONO", MediaType.APPLICATION_JSON);
            assertThat(cancelled.await(SOON.toSeconds(), TimeUnit.SECONDS))
                    .as("the worker's answer is cancelled")
                    .isTrue();
            assertThat(worker.connections())
                    .singleElement()
                    .satisfies(connection ->
                            assertThat(connection.snapshot().channels()).isEmpty());
        } finally {
            worker.dispose();
        }
    }

    @Test
    void aWorkerThatDoesNotEvenGreetIsLateToo() throws Exception {
        try (ServerSocketChannel stopped = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stopped.bind(UnixDomainSocketAddress.of(socket()));
            try (ConfigurableApplicationContext gateway = gateway()) {
                assertTooLate(gateway, "/quotes", MediaType.APPLICATION_JSON);
                assertTooLate(gateway, "/ticks/MONO", MediaType.TEXT_EVENT_STREAM);
            }
        }
    }
}
