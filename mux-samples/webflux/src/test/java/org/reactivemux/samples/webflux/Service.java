package org.reactivemux.samples.webflux;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** Worker and gateway, each in a process of its own. */
final class Service implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ParameterizedTypeReference<ServerSentEvent<JsonNode>> EVENT =
            new ParameterizedTypeReference<>() {};

    private final Path directory;
    private final List<String> market;
    private final Program gateway;
    private final URI url;
    private Program worker;

    private Service(Path directory, List<String> market) throws IOException {
        this.directory = directory;
        this.market = market;
        this.worker = startWorker();
        this.gateway = Program.start(directory, "gateway", "--socket", socket(), "--port", "0");
        this.url = URI.create(gateway.line().replace("gateway:", "").strip());
        worker.line();
    }

    /** Starts both, at the same time. */
    static Service start(String... market) throws IOException {
        return new Service(Files.createTempDirectory("mux-webflux-test"), List.of(market));
    }

    private String socket() {
        return directory.resolve("market.sock").toString();
    }

    private Program startWorker() throws IOException {
        List<String> args = new ArrayList<>(List.of("worker", "--socket", socket()));
        args.addAll(market);
        return Program.start(directory, args.toArray(String[]::new));
    }

    void killWorker() throws Exception {
        worker.kill();
        worker.close();
    }

    void startWorkerAgain() throws IOException {
        worker = startWorker();
        worker.line();
    }

    URI url() {
        return url;
    }

    WebTestClient http() {
        return WebTestClient.bindToServer()
                .baseUrl(url.toString())
                .responseTimeout(PATIENCE)
                .build();
    }

    /** Server-sent events; cancelling leaves, as a browser does. */
    Flux<ServerSentEvent<JsonNode>> events(String path) {
        return WebClient.create(url.toString()).get().uri(path).retrieve().bodyToFlux(EVENT);
    }

    /** What the page is told at this moment. */
    JsonNode channels() {
        return Objects.requireNonNull(
                Objects.requireNonNull(events("/channels").blockFirst(PATIENCE)).data());
    }

    /** The channel that carries trades to that reader, at this moment. */
    JsonNode channelOf(String reader) {
        return channels()
                .get("channels")
                .valueStream()
                .filter(channel -> channel.path("reader").asString("").equals(reader))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no channel for " + reader));
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        worker.close();
        try (Stream<Path> left = Files.list(directory)) {
            for (Path path : left.toList()) {
                Files.delete(path);
            }
        }
        Files.delete(directory);
    }
}
