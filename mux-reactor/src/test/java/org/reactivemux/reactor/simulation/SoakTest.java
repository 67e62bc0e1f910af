package org.reactivemux.reactor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.Transport;
import org.reactivemux.reactor.TransportsHere;
import reactor.core.publisher.Hooks;

/**
 * Random channels over real sockets beside a model that knows what must arrive: a few seconds for each transport, or
 * {@code -Dmux.soak.minutes=N}. {@code -Dmux.soak.transport=EPOLL} takes one transport, {@code -Dmux.soak.seed=N} and
 * {@code -Dmux.soak.round=N} begin where a failure was.
 */
class SoakTest {
    private static final String SEED = "mux.soak.seed";
    private static final String ROUND = "mux.soak.round";
    private static final String MINUTES = "mux.soak.minutes";
    private static final int ROUNDS_OF_A_SMOKE = 2;

    private final Queue<Throwable> dropped = new ConcurrentLinkedQueue<>();

    @TempDir
    Path directory;

    static Stream<Transport> transports() {
        String one = System.getProperty("mux.soak.transport");
        return one == null
                ? Stream.of(Transport.EPOLL, Transport.IO_URING, Transport.NIO)
                : Stream.of(Transport.valueOf(one));
    }

    /** A publisher that fails when its channel is already gone has nobody left to tell. */
    @BeforeEach
    void keepWhatIsDropped() {
        Hooks.onErrorDropped(failure -> {
            if (!ChannelRun.isByDesign(failure)) {
                dropped.add(failure);
            }
        });
    }

    @AfterEach
    void nothingElseWasDropped() {
        Hooks.resetOnErrorDropped();
        assertThat(dropped).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("transports")
    @Timeout(value = 7, unit = TimeUnit.DAYS)
    void whatIsSentArrivesAsTheModelSaysAndMemoryIsFlat(Transport transport) throws Exception {
        TransportsHere.require(transport);
        long minutes = Long.getLong(MINUTES, 0);
        int links = minutes == 0 ? 1 : Soak.LINKS;
        long seed = Long.getLong(SEED, 1);
        int round = Integer.getInteger(ROUND, 0);
        int rounds = round + ROUNDS_OF_A_SMOKE;
        try (Soak soak = new Soak(seed, transport, directory);
                SoakReport report = new SoakReport(transport)) {
            while (round < rounds
                    || report.nanos() < Duration.ofMinutes(minutes).toNanos()) {
                report.add(round, soak.round(round, links));
                round++;
            }
            assertThat(Memory.isFlat(report.samples()))
                    .as("%s after each round", report.samples())
                    .isTrue();
        } catch (AssertionError failure) {
            String again = "-D%s=%d -D%s=%d -D%s=%d".formatted(MINUTES, minutes, SEED, seed, ROUND, round);
            throw new AssertionError("again with %s: %s".formatted(again, failure.getMessage()), failure);
        }
    }
}
