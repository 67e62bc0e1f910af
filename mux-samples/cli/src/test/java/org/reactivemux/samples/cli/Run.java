package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One run of the program in this process.
 *
 * @param code its exit code
 * @param out what it wrote on standard output
 * @param err what it wrote on standard error
 */
record Run(int code, String out, String err) {

    static Run of(String... args) {
        return withInput("", args);
    }

    static Run withInput(String input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Mux.commandLine(new Streams(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false))
                .execute(args);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    void assertFine() {
        assertThat(err).isEmpty();
        assertThat(code).isZero();
    }

    /** Checks that a person is told what is wrong: in one line, and without the program's insides. */
    void assertFails(int expectedCode, String... words) {
        assertThat(err.lines()).as(err).hasSize(1);
        assertThat(err).startsWith("mux: ");
        assertThat(List.of(words)).allMatch(err::contains, "in " + err);
        assertThat(err).doesNotContain("at org.", "at java.", "Exception", "defect");
        assertThat(code).isEqualTo(expectedCode);
    }
}
