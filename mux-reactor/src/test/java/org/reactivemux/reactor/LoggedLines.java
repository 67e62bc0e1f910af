package org.reactivemux.reactor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What one logger writes while this is open, each line without what stands before its text. */
final class LoggedLines implements AutoCloseable {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream before = System.err;
    private final String intro;

    LoggedLines(String logger) {
        this.intro = logger + " - ";
        System.setErr(new PrintStream(written, true, UTF_8));
    }

    /** Those since they were last taken. */
    List<String> taken() {
        List<String> lines = written.toString(UTF_8)
                .lines()
                .filter(line -> line.contains(intro))
                .map(line -> line.substring(line.indexOf(intro) + intro.length()))
                .toList();
        written.reset();
        return lines;
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
