package org.reactivemux.samples.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.reactivemux.samples.cli.top.TopTable.Line;

/** Where the live view is seen. */
interface TopView extends AutoCloseable {

    static TopView of(Streams streams) throws IOException {
        return streams.terminal() ? TopScreen.ofProcess() : new TopLines(streams);
    }

    /** The characters of a line that can be shown. */
    int width();

    /** The most lines that can be shown. */
    int height();

    /** Takes the place of what was shown before, or comes after it. */
    void show(List<Line> lines);

    /** Waits for the next picture; true if the user has seen enough. */
    boolean enough(Duration interval) throws InterruptedException, IOException;

    @Override
    void close() throws IOException;
}
