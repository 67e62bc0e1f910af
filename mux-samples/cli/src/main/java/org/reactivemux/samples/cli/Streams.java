package org.reactivemux.samples.cli;

import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine.Help.Ansi;

/**
 * What the commands read and write.
 *
 * @param in standard input
 * @param out standard output, for what was asked for
 * @param err standard error, for what went wrong
 * @param terminal whether a person looks at it on a terminal that can move its cursor
 */
record Streams(InputStream in, PrintStream out, PrintStream err, boolean terminal) {

    static Streams ofProcess() {
        boolean terminal = Ansi.AUTO.enabled() && !"dumb".equals(System.getenv("TERM"));
        return new Streams(System.in, System.out, System.err, terminal);
    }

    /** How the process's output is encoded. Java 19 and later say so; before, it is the default. */
    static Charset encoding() {
        String name = System.getProperty("stdout.encoding");
        return name == null ? Charset.defaultCharset() : Charset.forName(name);
    }

    /** A writer that is flushed at the end of each line. */
    static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, encoding()), true);
    }

    /** Tells in one line on standard error of something that went wrong and does not end the program. */
    void complain(String what, Throwable why) {
        err.println("mux: " + Failures.oneLine(what + ": " + Failures.describe(why)));
    }

    /** Renders picocli's markup, such as {@code @|red no|@}: in colour on a terminal only. */
    String styled(String markup) {
        return Ansi.valueOf(terminal).string(markup);
    }
}
