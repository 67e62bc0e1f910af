package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that the fuzzer has kept goes through its target as ever (docs/testing.md, Fuzzing). */
class FuzzCorpusTest {
    private static final Path CORPORA = Path.of("src/test/resources/fuzz");

    static List<Path> frameDecoder() throws IOException {
        return corpus("FrameDecoder");
    }

    static List<Path> payloads() throws IOException {
        return corpus("Payloads");
    }

    static List<Path> session() throws IOException {
        return corpus("Session");
    }

    private static List<Path> corpus(String target) throws IOException {
        try (Stream<Path> files = Files.list(CORPORA.resolve(target))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("frameDecoder")
    void aStreamOfBytesIsReadAsSectionTwoSays(Path input) throws IOException {
        byte[] program = Files.readAllBytes(input);
        assertThatCode(() -> FuzzFrameDecoder.fuzzerTestOneInput(program)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aPayloadIsAValueOrBreaksARule(Path input) throws IOException {
        byte[] program = Files.readAllBytes(input);
        assertThatCode(() -> FuzzPayloads.fuzzerTestOneInput(program)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("session")
    void aSessionEndsByARuleOrGoesOn(Path input) throws IOException {
        byte[] program = Files.readAllBytes(input);
        assertThatCode(() -> FuzzSession.fuzzerTestOneInput(program)).doesNotThrowAnyException();
    }
}
