package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of the system that tests drive. */
final class Tool {
    private Tool() {}

    /** Where it is. Where it is missing the test is skipped, and says so; but in CI, where it must be there, it fails. */
    static Path find(String name) {
        return search(name).orElseThrow(() -> missing(name));
    }

    private static Optional<Path> search(String name) {
        Stream<Path> onPath =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
        return Stream.of(onPath, Stream.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin")), ofPostgreSql())
                .flatMap(directories -> directories)
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Debian keeps each version in a directory of its own, and of most programs nothing on the path. */
    private static Stream<Path> ofPostgreSql() {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Stream.of();
        }
        try (Stream<Path> entries = Files.list(versions)) {
            return entries.sorted(Comparator.reverseOrder()).map(version -> version.resolve("bin")).toList().stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }

    private static RuntimeException missing(String name) {
        String what = "there is no " + name;
        if ("true".equals(System.getenv("CI"))) {
            fail("In CI nothing may be skipped, but " + what);
        }
        System.out.println("SKIPPED: " + what);
        return Assumptions.abort(what);
    }
}
