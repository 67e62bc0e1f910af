package org.reactivemux.samples.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether the programs that tests start can be interrupted. A shell without job control has what runs in the background
 * ignore SIGINT, and so does everything that is started from there, such as a build and all of its tests.
 */
final class Signals {
    private static final int INT = 2;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String IGNORED = "SigIgn:";

    private Signals() {}

    /** A command that runs the one behind it, in the same process, with SIGINT as it should be; nothing if it is so. */
    static List<String> heard() throws IOException {
        return isInterruptIgnored() ? List.of("env", "--default-signal=INT") : List.of();
    }

    private static boolean isInterruptIgnored() throws IOException {
        if (!Files.exists(STATUS)) {
            return false; // not Linux, where nobody can tell
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(IGNORED))
                    .map(line -> new BigInteger(line.substring(IGNORED.length()).strip(), 16))
                    .anyMatch(signals -> signals.testBit(INT - 1));
        }
    }
}
