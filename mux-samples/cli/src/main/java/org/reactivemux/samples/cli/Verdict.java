package org.reactivemux.samples.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether the troublemakers were to anybody else's harm.
 *
 * @param without the rounds without troublemakers, at least one
 * @param with the rounds with them, each of which came right before or after its counterpart
 */
record Verdict(List<DemoRound.Result> without, List<DemoRound.Result> with) {
    /** Below this, the others were slowed. Far below 1, because both halves share the machine with all that runs. */
    static final double LEAST_RATIO = 0.5;

    /** The part of their throughput that a round with trouble left to the others. */
    double ratio(int round) {
        return with.get(round).throughput() / without.get(round).throughput();
    }

    /** The median of the rounds. Neighbours are compared, for the machine may be slower at one time than at another. */
    double ratio() {
        double[] sorted = IntStream.range(0, with.size())
                .mapToDouble(this::ratio)
                .sorted()
                .toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    List<String> complaints() {
        return Stream.concat(without.stream(), with.stream())
                .flatMap(round -> round.complaints().stream())
                .toList();
    }

    /** What is to be objected to, in one line; nothing if all is well. */
    Optional<String> objection() {
        List<String> complaints = complaints();
        if (!complaints.isEmpty()) {
            return Optional.of(
                    "%d echo channels had trouble; the first: %s".formatted(complaints.size(), complaints.get(0)));
        }
        // Written so that a ratio that is no number is objected to.
        return ratio() >= LEAST_RATIO
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the others were slowed to %.2f of their throughput; at least %.2f is asked for",
                        ratio(),
                        LEAST_RATIO));
    }
}
