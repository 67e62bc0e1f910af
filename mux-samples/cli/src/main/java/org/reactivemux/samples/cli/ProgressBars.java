package org.reactivemux.samples.cli;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar for each file, or one for all where they would not fit a screen; the results come below, at the end. */
final class ProgressBars implements Progress {
    /** The cursor cannot go back to what has left the screen, and few are lower than 24 lines. */
    private static final int MOST_BARS = 20;

    private static final int NAME_WIDTH = 24;
    private static final int REFRESH_MILLIS = 100;
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    private final PrintStream out;
    private final List<Outgoing> files;
    private final List<ProgressBar> bars = new ArrayList<>();
    private final Map<Outgoing, ProgressBar> barOf = new HashMap<>();
    private final Map<Outgoing, Outcome> outcomes = new ConcurrentHashMap<>();

    ProgressBars(PrintStream out, List<Outgoing> files) {
        this.out = out;
        this.files = files;
        if (files.size() <= MOST_BARS) {
            files.forEach(file -> barOf.put(file, bar(file.name(), file.size())));
        } else {
            long size = files.stream().mapToLong(Outgoing::size).sum();
            ProgressBar all = bar(files.size() + " files", size);
            files.forEach(file -> barOf.put(file, all));
        }
    }

    private ProgressBar bar(String name, long size) {
        boolean large = size >= 10 * MIB;
        boolean small = size < 10 * KIB;
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(fit(name))
                .setInitialMax(Math.max(size, 1)) // of nothing there is no part
                .setUnit(large ? " MiB" : small ? " B" : " KiB", large ? MIB : small ? 1 : KIB)
                .setStyle(style())
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setConsumer(new InteractiveConsoleProgressBarConsumer(out))
                .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .build();
        bars.add(bar);
        return bar;
    }

    private static String fit(String name) {
        String line = Failures.oneLine(name);
        String start = line.length() > NAME_WIDTH ? line.substring(0, NAME_WIDTH - 1) + "~" : line;
        return String.format("%-" + NAME_WIDTH + "s", start);
    }

    private static ProgressBarStyle style() {
        boolean blocks = Streams.encoding().newEncoder().canEncode('█');
        return blocks ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII;
    }

    @Override
    public IntConsumer advances(Outgoing file) {
        ProgressBar bar = barOf.get(file);
        return bar == null ? bytes -> {} : bar::stepBy;
    }

    @Override
    public void done(Outcome outcome) {
        outcomes.put(outcome.file(), outcome);
        if (outcome.file().size() == 0) {
            advances(outcome.file()).accept(1);
        }
    }

    @Override
    public void close() {
        bars.forEach(ProgressBar::close);
        files.stream()
                .map(outcomes::get)
                .filter(Outcome.Stored.class::isInstance)
                .forEach(out::println);
        out.flush();
    }
}
