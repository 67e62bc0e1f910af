package org.reactivemux.samples.cli;

import java.util.List;

/** For files and pipes: what is worth keeping, line by line. */
final class LogView implements DemoView {
    private final Streams streams;

    LogView(Streams streams) {
        this.streams = streams;
    }

    @Override
    public void now(List<String> lines) {
        // the end of the round will do
    }

    @Override
    public void roundOver(List<String> lines) {
        lines.forEach(line -> streams.out().println(streams.styled(line)));
    }

    @Override
    public void close() {
        streams.out().flush();
    }
}
