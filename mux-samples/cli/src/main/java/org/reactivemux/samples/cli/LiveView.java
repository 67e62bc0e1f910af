package org.reactivemux.samples.cli;

import java.io.IOException;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/** For terminals: a few lines that are painted over and over. */
final class LiveView implements DemoView {
    private final Streams streams;
    private final Terminal terminal;
    private final Display display;
    private List<String> last = List.of();

    LiveView(Streams streams) throws IOException {
        this.streams = streams;
        // Native signals would let Ctrl-C kill the process before its exit hooks have run.
        this.terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(true)
                .nativeSignals(false)
                .build();
        this.display = new Display(terminal, false);
    }

    @Override
    public synchronized void now(List<String> lines) {
        int width = Math.max(terminal.getWidth(), 20);
        display.resize(terminal.getHeight(), width);
        List<AttributedString> fitting = lines.stream()
                .map(line -> AttributedString.fromAnsi(streams.styled(line)).columnSubSequence(0, width - 1))
                .toList();
        display.update(fitting, -1);
        last = lines;
    }

    @Override
    public void roundOver(List<String> lines) {
        // the next round takes the place of this one
    }

    /** Leaves the last picture where it is. */
    @Override
    public synchronized void close() throws IOException {
        display.update(List.of(), 0);
        terminal.close();
        last.forEach(line -> streams.out().println(streams.styled(line)));
    }
}
