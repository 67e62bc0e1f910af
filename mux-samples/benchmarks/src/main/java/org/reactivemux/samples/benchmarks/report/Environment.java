package org.reactivemux.samples.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where and with what was measured.
 *
 * @param cpu model of the processor
 * @param cores that the JVM may use
 * @param memory of the machine
 * @param kernel that runs
 * @param jdk of all processes
 * @param flags of each JVM
 * @param idleFlags the same for idle channels
 * @param versions by artifact
 */
public record Environment(
        String cpu,
        int cores,
        String memory,
        String kernel,
        String jdk,
        String flags,
        String idleFlags,
        Map<String, String> versions) {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";
    private static final double GIB = 1 << 30;

    /** This machine and this program. */
    public static Environment here(String flags, String idleFlags) {
        return new Environment(
                processor(),
                Runtime.getRuntime().availableProcessors(),
                "%.0f GiB".formatted(bytesOfMemory() / GIB),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                virtualMachine(),
                flags,
                idleFlags,
                Versions.measured());
    }

    static String virtualMachine() {
        return System.getProperty("java.vm.name") + " " + Runtime.version();
    }

    static String processor() {
        try (Stream<String> lines = Files.lines(CPUINFO)) {
            return lines.filter(line -> line.startsWith(MODEL))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(() -> System.getProperty("os.arch"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long bytesOfMemory() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getTotalMemorySize();
    }
}
