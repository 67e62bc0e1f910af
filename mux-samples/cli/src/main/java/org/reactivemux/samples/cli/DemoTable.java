package org.reactivemux.samples.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The end of the demonstration, in figures. */
final class DemoTable {
    private static final String ROW = "  %-26s %16s %16s   %s";

    private final Verdict verdict;

    DemoTable(Verdict verdict) {
        this.verdict = verdict;
    }

    /** The table's lines, with picocli's markup. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(bold(row("100 echo channels", "alone", "with trouble", "")));
        for (int i = 0; i < verdict.without().size(); i++) {
            lines.add(row(
                    "throughput, round " + (i + 1),
                    Amounts.perSecond(verdict.without().get(i).throughput()),
                    Amounts.perSecond(verdict.with().get(i).throughput()),
                    String.format(Locale.ROOT, "ratio %.2f", verdict.ratio(i))));
        }
        lines.add(row(
                "median of the ratios",
                "",
                String.format(Locale.ROOT, "%.2f", verdict.ratio()),
                String.format(Locale.ROOT, "at least %.2f", Verdict.LEAST_RATIO)));
        lines.add(
                row("longest wait for a reply", rounds -> Amounts.millis(most(rounds, DemoRound.Result::longestWait))));
        lines.add(row("messages verified", rounds -> Amounts.count(sum(rounds, DemoRound.Result::messages))));
        lines.add(row("bytes verified", rounds -> Amounts.mebibytes(sum(rounds, DemoRound.Result::bytes))));
        lines.add(row(
                "wrong or stalled",
                rounds -> Amounts.count(sum(rounds, round -> round.complaints().size()))));
        lines.add("");
        lines.add(
                verdict.objection().isEmpty()
                        ? "@|bold,green Nobody else was slowed, and every byte was right.|@"
                        : "@|bold,red Not well.|@");
        return lines;
    }

    private String row(String what, Function<List<DemoRound.Result>, String> cell) {
        return row(what, cell.apply(verdict.without()), cell.apply(verdict.with()), "");
    }

    private static String row(String what, String without, String with, String remark) {
        return ROW.formatted(what, without, with, remark).stripTrailing();
    }

    private static String bold(String text) {
        return "@|bold " + text + "|@";
    }

    private static long most(List<DemoRound.Result> rounds, ToLongFunction<DemoRound.Result> what) {
        return rounds.stream().mapToLong(what).max().orElse(0);
    }

    private static long sum(List<DemoRound.Result> rounds, ToLongFunction<DemoRound.Result> what) {
        return rounds.stream().mapToLong(what).sum();
    }
}
