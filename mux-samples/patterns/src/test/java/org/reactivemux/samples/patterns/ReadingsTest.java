package org.reactivemux.samples.patterns;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/** Several producers and one receiver, which comes late. */
class ReadingsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PRODUCERS = 5;

    @TempDir
    private Path directory;

    @Test
    void producersWaitForTheReceiverAndEachReadingComesWithItsProducer() {
        String socket = directory.resolve("mux.sock").toString();
        List<MuxConnection> producers = Stream.generate(() -> MuxClient.create()
                        .unix(socket)
                        .reconnect(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(20))))
                .limit(PRODUCERS)
                .toList();
        CompletableFuture<Void> produced = Flux.range(0, PRODUCERS)
                .flatMap(number -> Readings.produce(producers.get(number), "producer " + number, values()))
                .then()
                .toFuture();

        Readings readings = new Readings();
        MuxBinding receiver = requireNonNull(readings.server(socket).bind().block(PATIENCE));
        Map<String, Collection<String>> received = readings.all()
                .take(PRODUCERS * 10)
                .collectMultimap(Map.Entry::getKey, Map.Entry::getValue)
                .block(PATIENCE);

        assertThat(received)
                .hasSize(PRODUCERS)
                .allSatisfy((producer, values) -> assertThat(values)
                        .containsExactlyElementsOf(values().map(Text::decode).toIterable()));
        assertThat(produced).succeedsWithin(PATIENCE);
        producers.forEach(MuxConnection::dispose);
        receiver.dispose();
        receiver.onDispose().block(PATIENCE); // then nothing of it is left in the directory
    }

    private static Flux<ByteBuffer> values() {
        return Flux.range(0, 10).map(value -> Text.encode("reading " + value));
    }
}
