package org.reactivemux.samples.benchmarks.report;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The versions that are measured, from the list that Maven writes when it builds this program. */
final class Versions {
    private static final Set<String> NAMED = Set.of(
            "mux-reactor", "reactor-core", "reactor-netty-core", "netty-transport", "rsocket-core", "grpc-netty");
    private static final int ARTIFACT = 1;

    private Versions() {}

    /** By artifact. */
    static Map<String, String> measured() {
        try (InputStream list = Versions.class.getResourceAsStream("dependencies.txt")) {
            if (list == null) {
                throw new IOException("the program was packed without the list of its versions");
            }
            return in(new String(list.readAllBytes(), StandardCharsets.UTF_8).lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From lines such as {@code io.netty:netty-transport:jar:4.2.0:compile -- module io.netty.transport}. */
    static Map<String, String> in(Stream<String> lines) {
        return lines.map(line -> line.strip().split("[: ]", -1))
                .filter(parts -> parts.length > ARTIFACT + 2 && NAMED.contains(parts[ARTIFACT]))
                .collect(toMap(
                        parts -> parts[ARTIFACT], parts -> parts[ARTIFACT + 2], (one, other) -> one, TreeMap::new));
    }
}
