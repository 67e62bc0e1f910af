package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What became of a program of the system.
 *
 * @param code its exit code
 * @param out what it wrote on standard output
 * @param err what it wrote on standard error
 */
record Command(int code, String out, String err) {
    private static final long PATIENCE_SECONDS = 60;

    static Command run(List<String> command) throws Exception {
        Path err = Files.createTempFile("command", ".err");
        Path out = Files.createTempFile("command", ".out");
        Process process = new ProcessBuilder(command)
                .directory(new File(System.getProperty("java.io.tmpdir"))) // where every user may be
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            return ended(process, out, err);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static Command ended(Process process, Path out, Path err) throws InterruptedException, IOException {
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended)
                .as("%s ends; it wrote %s", process.info(), Files.readString(err))
                .isTrue();
        // Whatever the bytes are, they stay different.
        return new Command(
                process.exitValue(),
                Files.readString(out, StandardCharsets.ISO_8859_1),
                Files.readString(err, StandardCharsets.ISO_8859_1));
    }

    Command assertFine() {
        assertThat(err).isEmpty();
        assertThat(code).isZero();
        return this;
    }
}
