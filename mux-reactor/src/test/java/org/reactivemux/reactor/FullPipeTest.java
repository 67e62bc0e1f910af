package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Streams over a line that holds 2 MB, sixteen times what a window holds at first (W-17). Says what they have reached; run
 * by itself it gives the figures of docs/adr/0004.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"TCP", "TLS"})
@OverSockets
class FullPipeTest {
    private static final Duration DELAY = Duration.ofMillis(25);
    private static final int CARRIES = 40_000_000;
    private static final int MESSAGE = 60_000;
    /** Messages enough to fill the pipe, so that demand does not hold anybody up. */
    private static final int DEMAND = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Carrier carrier;

    @AutoClose
    private final Sockets sockets;

    @AutoClose
    private final SlowLine line;

    FullPipeTest(Carrier carrier) {
        this.carrier = carrier;
        this.sockets = new Sockets(carrier);
        sockets.bind(sockets.server()
                .handle(
                        "source",
                        channel -> channel.send(
                                Mono.just(ByteBuffer.allocate(MESSAGE)).repeat()))
                .handle("sink", channel -> channel.receive().then()));
        this.line = new SlowLine(sockets.port().orElseThrow(), DELAY, CARRIES);
    }

    private MuxConnection connect(MuxOptions options) {
        MuxClient client = sockets.clientWithoutAddress().tcp(Certificates.HOST, line.port());
        return sockets.connect(
                (carrier == Carrier.TLS ? client.secure(Certificates.trustingServer()) : client).options(options));
    }

    /** The share of what the line can carry that comes within a quarter of a second, the best of some. */
    private double share(String what, Flux<ByteBuffer> stream, int quarters) {
        List<Double> shares = Objects.requireNonNull(stream.map(ByteBuffer::remaining)
                .window(Duration.ofMillis(250))
                .concatMap(quarter -> quarter.reduce(0L, (sum, bytes) -> sum + bytes))
                .take(quarters)
                .map(bytes -> bytes * 4.0 / CARRIES)
                .collectList()
                .block(PATIENCE));
        String each = shares.stream().map("%.2f"::formatted).collect(Collectors.joining(" "));
        System.out.printf("%s over %s, quarter seconds as shares of the line: %s%n", what, carrier, each);
        return shares.stream().mapToDouble(share -> share).max().orElse(0);
    }

    private static Flux<ByteBuffer> source(MuxConnection mux) {
        return mux.exchange("source", Flux.empty());
    }

    @Test
    void aStreamGrowsUntilItFillsThePipe() {
        assertThat(share("one stream", source(connect(MuxOptions.defaults())), 8))
                .isGreaterThan(0.8);
    }

    @Test
    void streamsThatShareThePipeFillItTogether() {
        MuxConnection mux = connect(MuxOptions.defaults());
        assertThat(share("two streams", Flux.merge(DEMAND, source(mux), source(mux)), 8))
                .isGreaterThan(0.8);
    }

    /** What the others are measured against: a window in each round trip. */
    @Test
    void aWindowThatMayNotGrowHoldsItsStreamUp() {
        MuxOptions fixed = MuxOptions.builder().growthBudget(0).build();
        assertThat(share("one stream, windows as they are", source(connect(fixed)), 4))
                .isLessThan(0.1);
    }
}
