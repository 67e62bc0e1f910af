package org.reactivemux.samples.cli;

import java.io.PrintStream;
import java.util.function.IntConsumer;

/** One line for each file that was stored, as soon as it is. */
final class ProgressLines implements Progress {
    private final PrintStream out;

    ProgressLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public IntConsumer advances(Outgoing file) {
        return bytes -> {};
    }

    @Override
    public void done(Outcome outcome) {
        if (outcome instanceof Outcome.Stored stored) {
            out.println(stored);
        }
    }

    @Override
    public void close() {
        out.flush();
    }
}
