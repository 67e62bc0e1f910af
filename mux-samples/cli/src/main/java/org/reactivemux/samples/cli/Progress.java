package org.reactivemux.samples.cli;

import java.util.List;
import java.util.function.IntConsumer;

/** Shows how far the files are. The methods return at once; closing may take a moment. */
interface Progress extends AutoCloseable {

    /** Bars on a terminal, else nothing but the results. */
    static Progress of(Streams streams, List<Outgoing> files) {
        return streams.terminal() ? new ProgressBars(streams.out(), files) : new ProgressLines(streams.out());
    }

    /** Where to say how many more bytes of a file were read. */
    IntConsumer advances(Outgoing file);

    /** A file is done, one way or the other. */
    void done(Outcome outcome);

    @Override
    void close();
}
