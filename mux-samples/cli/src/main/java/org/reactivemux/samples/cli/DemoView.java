package org.reactivemux.samples.cli;

import java.io.IOException;
import java.util.List;

/** Where the demonstration shows what goes on. The lines may have picocli's markup. */
interface DemoView extends AutoCloseable {

    static DemoView of(Streams streams) throws IOException {
        return streams.terminal() ? new LiveView(streams) : new LogView(streams);
    }

    /** How things are at this moment. */
    void now(List<String> lines);

    /** What is worth keeping of a round. */
    void roundOver(List<String> lines);

    @Override
    void close() throws IOException;
}
