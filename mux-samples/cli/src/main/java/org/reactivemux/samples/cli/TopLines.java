package org.reactivemux.samples.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.reactivemux.samples.cli.top.TopTable.Line;

/** For files and pipes: one table after the other. */
final class TopLines implements TopView {
    /** What people have room for where nobody can say how much there is: all columns fit. */
    private static final int WIDTH = 100;

    private final Streams streams;
    private boolean first = true;

    TopLines(Streams streams) {
        this.streams = streams;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void show(List<Line> lines) {
        if (!first) {
            streams.out().println();
        }
        first = false;
        lines.forEach(line -> streams.out().println(line.text()));
    }

    @Override
    public boolean enough(Duration interval) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(interval.toNanos());
        return streams.out().checkError(); // nobody reads any more
    }

    @Override
    public void close() {
        streams.out().flush();
    }
}
