package org.reactivemux.samples.patterns.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where documents and sources are, seen from this module, in which Maven runs its tests. */
final class Project {
    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    /** A module of the samples has its sources three levels below. */
    private static final int DEPTH_OF_SOURCES = 3;

    private Project() {}

    /** What people read: the documents at the root, those of the samples, and all below {@code docs}. */
    static List<Markdown> documents() {
        Predicate<Path> markdown = file -> file.toString().endsWith(".md");
        return Stream.of(
                        find(ROOT, 1, markdown),
                        find(ROOT.resolve("mux-samples"), 2, markdown),
                        find(ROOT.resolve("docs"), Integer.MAX_VALUE, markdown))
                .flatMap(List::stream)
                .map(Markdown::read)
                .toList();
    }

    /** All Java that the build compiles, tests included. */
    static Sources sources() {
        return Sources.of(find(ROOT, DEPTH_OF_SOURCES, path -> path.endsWith("src")).stream()
                .flatMap(source -> Stream.of("main", "test")
                        .map(kind -> source.resolve(kind).resolve("java")))
                .filter(Files::isDirectory)
                .flatMap(java ->
                        find(java, Integer.MAX_VALUE, file -> file.toString().endsWith(".java")).stream())
                .map(Project::text)
                .toList());
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> find(Path directory, int depth, Predicate<Path> wanted) {
        try (Stream<Path> paths = Files.find(directory, depth, (path, attributes) -> wanted.test(path))) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
