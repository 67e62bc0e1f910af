package org.reactivemux.reactor.simulation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reactivemux.Transport;

/** What was done and what it took: a line for each round in {@code target/soak-<transport>.csv}. */
final class SoakReport implements AutoCloseable {
    private final PrintWriter out;
    private final long start = System.nanoTime();
    private final List<Memory> samples = new ArrayList<>();
    private SoakFigures sum = SoakFigures.NONE;

    SoakReport(Transport transport) throws IOException {
        Path directory = Files.createDirectories(Path.of("target"));
        out = new PrintWriter(Files.newBufferedWriter(directory.resolve("soak-" + transport + ".csv")), true);
        out.println("seconds,round,channels,messages,bytes,heap,direct");
    }

    void add(int round, SoakFigures figures) {
        sum = sum.plus(figures);
        Memory memory = Memory.now();
        samples.add(memory);
        out.printf(
                "%.1f,%d,%d,%d,%d,%d,%d%n",
                nanos() / 1e9, round, sum.channels(), sum.messages(), sum.bytes(), memory.heap(), memory.direct());
    }

    long nanos() {
        return System.nanoTime() - start;
    }

    /** What was in use after each round, without the first fifth of them, which warm up. */
    List<Memory> samples() {
        return samples.subList(samples.size() / 5, samples.size());
    }

    @Override
    public void close() {
        out.close();
    }
}
