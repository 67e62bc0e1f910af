package org.reactivemux.reactor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.reactivemux.Transport;

/**
 * Real sockets under random load, in rounds: several lanes at once, each with a few links one after the other. Between
 * rounds nothing is open, so what is in use then must not grow.
 */
final class Soak implements AutoCloseable {
    private static final int LANES = 6;
    /** The most links of a lane in one round. */
    static final int LINKS = 4;

    private final long seed;
    private final List<SoakLane> lanes = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(LANES);

    Soak(long seed, Transport transport, Path directory) {
        this.seed = seed;
        for (int i = 0; i < LANES; i++) {
            lanes.add(new SoakLane(transport, directory.resolve("lane" + i), Seeds.random(seed, -1 - i)));
        }
    }

    /** The numbers of a round's links, and so all their programs, do not depend on the rounds before. */
    SoakFigures round(int round, int links) throws InterruptedException {
        List<Callable<SoakFigures>> programs = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            SoakLane lane = lanes.get(i);
            int firstLink = (round * LANES + i) * LINKS;
            programs.add(() -> run(lane, firstLink, links));
        }
        SoakFigures sum = SoakFigures.NONE;
        for (Future<SoakFigures> program : threads.invokeAll(programs)) {
            sum = sum.plus(figures(program));
        }
        lanes.forEach(Soak::awaitIdle);
        return sum;
    }

    private SoakFigures run(SoakLane lane, int firstLink, int links) {
        SoakFigures sum = SoakFigures.NONE;
        for (int link = firstLink; link < firstLink + links; link++) {
            sum = sum.plus(new SoakLink(seed, link, lane).run());
        }
        return sum;
    }

    private static SoakFigures figures(Future<SoakFigures> program) throws InterruptedException {
        try {
            return program.get();
        } catch (ExecutionException failure) {
            throw new AssertionError(failure.getMessage(), failure);
        }
    }

    private static void awaitIdle(SoakLane lane) {
        long deadline = System.nanoTime() + SoakLane.PATIENCE.toNanos();
        while (lane.connections() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(100_000);
        }
        assertThat(lane.connections()).as("connections of an idle server").isZero();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        lanes.forEach(SoakLane::close);
    }
}
