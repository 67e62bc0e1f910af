package org.reactivemux.samples.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.reactivemux.samples.cli.top.TopTable.Line;

/** For terminals: the whole screen, which is given back as it was. Any key asks for a new picture, and q ends it. */
final class TopScreen implements TopView {
    private static final int NARROWEST = 20;

    private final Terminal terminal;
    private final Display display;
    private Size size = new Size();

    TopScreen(Terminal terminal) {
        this.terminal = terminal;
        terminal.enterRawMode();
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        display = new Display(terminal, true);
    }

    static TopScreen ofProcess() throws IOException {
        // Native signals would let Ctrl-C kill the process before the screen is given back.
        return new TopScreen(TerminalBuilder.builder()
                .system(true)
                .dumb(true)
                .nativeSignals(false)
                .build());
    }

    @Override
    public int width() {
        return Math.max(terminal.getWidth(), NARROWEST);
    }

    @Override
    public int height() {
        return Math.max(terminal.getHeight(), 1);
    }

    @Override
    public void show(List<Line> lines) {
        int width = width();
        resize(new Size(width, height()));
        display.update(
                lines.stream()
                        .limit(height())
                        .map(line -> new AttributedString(line.text(), style(line)).columnSubSequence(0, width))
                        .toList(),
                0);
    }

    /** What stood on a screen of another size may be anywhere on this one. */
    private void resize(Size now) {
        if (!now.equals(size)) {
            size = now;
            display.resize(now.getRows(), now.getColumns());
            display.clear();
        }
    }

    private static AttributedStyle style(Line line) {
        return switch (line.style()) {
            case TITLE -> AttributedStyle.BOLD;
            case HEADING -> AttributedStyle.INVERSE;
            case ROW -> AttributedStyle.DEFAULT;
        };
    }

    @Override
    public boolean enough(Duration interval) throws IOException {
        int key = terminal.reader().read(Math.max(1, interval.toMillis()));
        return key == 'q' || key == NonBlockingReader.EOF;
    }

    @Override
    public void close() throws IOException {
        terminal.puts(Capability.cursor_normal);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush(); // which closing does not
        terminal.close();
    }
}
