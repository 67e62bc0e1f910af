package org.reactivemux.samples.benchmarks.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How child processes are started: with the class path of this one.
 *
 * @param flags of the JVM, the same for every contender
 * @param main the class whose command {@code child} is the {@link Child}
 */
public record Jvm(List<String> flags, String main) {
    private static final int WARNS_OF_NATIVE_ACCESS = 24;

    /** That heap, from the beginning, and flags that favour throughput. */
    public static Jvm withHeap(String heap, String main) {
        List<String> flags = new ArrayList<>(List.of(
                "-XX:+UseParallelGC",
                "-XX:-UsePerfData",
                "-Xms" + heap,
                "-Xmx" + heap,
                "-Dio.netty.leakDetection.level=disabled"));
        if (Runtime.version().feature() >= WARNS_OF_NATIVE_ACCESS) {
            flags.add("--enable-native-access=ALL-UNNAMED");
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return new Jvm(List.copyOf(flags), main);
    }

    /** The whole command line. */
    List<String> command(Side side) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main, "child"));
        command.addAll(side.arguments());
        return command;
    }
}
