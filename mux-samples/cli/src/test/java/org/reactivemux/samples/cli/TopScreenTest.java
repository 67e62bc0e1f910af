package org.reactivemux.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;
import org.reactivemux.samples.cli.top.TopTable.Line;
import org.reactivemux.samples.cli.top.TopTable.Line.Style;

/** The live view on a terminal that is only made of streams. */
class TopScreenTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private TopScreen screen(InputStream in) throws Exception {
        return new TopScreen(terminal(in));
    }

    private Terminal terminal(InputStream in) throws Exception {
        return TerminalBuilder.builder()
                .system(false)
                .streams(in, out)
                .type("xterm")
                .encoding(UTF_8)
                .size(new Size(30, 5))
                .build();
    }

    private String written() {
        return out.toString(UTF_8);
    }

    @Test
    void theScreenIsTakenAndGivenBack() throws Exception {
        try (TopScreen screen = screen(InputStream.nullInputStream())) {
            screen.show(List.of(new Line(Style.TITLE, "a title"), new Line(Style.ROW, "a row")));
        }
        assertThat(written())
                .startsWith("\u001b[?1049h")
                .contains("a title", "a row")
                .contains("\u001b[?1049l");
    }

    @Test
    void whatDoesNotFitIsCutOff() throws Exception {
        try (TopScreen screen = screen(InputStream.nullInputStream())) {
            assertThat(screen.height()).isEqualTo(5);
            screen.show(IntStream.range(0, 9)
                    .mapToObj(i -> new Line(Style.ROW, "row " + i + "-".repeat(40) + "end"))
                    .toList());
        }
        assertThat(written()).contains("row 0", "row 4").doesNotContain("row 5", "end");
    }

    @Test
    void aScreenOfAnotherSizeIsClearedFirst() throws Exception {
        Terminal terminal = terminal(InputStream.nullInputStream());
        try (TopScreen screen = new TopScreen(terminal)) {
            screen.show(List.of(new Line(Style.TITLE, "a title"), new Line(Style.ROW, "a row")));
            out.reset();
            terminal.setSize(new Size(40, 4));
            screen.show(List.of(new Line(Style.TITLE, "a title")));
        }
        assertThat(written()).startsWith("\u001b[H\u001b[2J").contains("a title");
    }

    @Test
    void aKeyAsksAtOnceAndOneEndsIt() throws Exception {
        try (TopScreen screen = screen(new ByteArrayInputStream("xq".getBytes(UTF_8)))) {
            assertThat(screen.enough(Duration.ofSeconds(60))).isFalse();
            assertThat(screen.enough(Duration.ofSeconds(60))).isTrue();
        }
    }
}
