package org.reactivemux.samples.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** {@code mux demo}: troublemakers, and a hundred channels that must not notice. */
@Command(
        name = "demo",
        header = "Shows that troublemakers are not to the harm of others.",
        description = {
            "",
            "A server and a client in one process, over one connection: a hundred channels of echo, each reply compared "
                    + "byte for byte, beside one reader that stops, one that is slow, one that cancels and a writer that "
                    + "fails.",
            "Rounds without and with these four take turns. It fails if the hundred keep less than half of their "
                    + "throughput (a round with the four divided by its neighbour without them; of all pairs, the "
                    + "median), if one of them gets no reply for 2 seconds, or if any byte is wrong."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final long SEED = 20_260_101;
    private static final boolean[] ALONE_FIRST = {false, true};
    private static final boolean[] TROUBLED_FIRST = {true, false};
    private static final String REST = "@|faint at rest|@";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of each kind, after one to warm up. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "1.5",
            converter = Seconds.class,
            description = "The length of a round. Default: ${DEFAULT-VALUE}.")
    private Duration length = Duration.ZERO;

    @Spec
    private @Nullable CommandSpec spec;

    private final Streams streams;
    private final List<Troublemaker> troublemakers = Troublemaker.oneOfEach();

    DemoCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        if (spec != null && (rounds < 1 || length.compareTo(SHORTEST) < 0)) {
            throw new ParameterException(spec.commandLine(), "--rounds is at least 1, and --seconds at least 0.1");
        }
        Verdict verdict = play();
        streams.out().println();
        new DemoTable(verdict).lines().forEach(line -> streams.out().println(streams.styled(line)));
        verdict.objection().ifPresent(text -> {
            throw new CommandException(text);
        });
        return ExitCode.OK;
    }

    private Verdict play() throws Exception {
        DemoServer server = DemoServer.start(troublemakers);
        ExitHook hook = ExitHook.of(() -> interrupted(server));
        try (server;
                hook) {
            return play(server.connect());
        }
    }

    private void interrupted(DemoServer server) {
        server.close();
        streams.out().println(); // leaves the live picture
    }

    private Verdict play(MuxConnection connection) throws Exception {
        List<DemoRound.Result> without = new ArrayList<>();
        List<DemoRound.Result> with = new ArrayList<>();
        try (DemoView view = DemoView.of(streams)) {
            round(connection, view, "warming up", false);
            for (int number = 1; number <= rounds; number++) {
                // In turns, so that neither kind is always the later one, when the machine is warmer.
                for (boolean troubled : number % 2 == 1 ? ALONE_FIRST : TROUBLED_FIRST) {
                    String title = "round %d of %d, %s".formatted(number, rounds, troubled ? "with trouble" : "alone");
                    (troubled ? with : without).add(round(connection, view, title, troubled));
                }
            }
        } finally {
            ClientEndpoint.leave(connection);
        }
        return new Verdict(without, with);
    }

    private DemoRound.Result round(MuxConnection connection, DemoView view, String title, boolean troubled) {
        Disposable trouble = troubled
                ? Disposables.composite(troublemakers.stream()
                        .map(troublemaker -> troublemaker.trouble(connection))
                        .toList())
                : Disposables.disposed();
        try {
            DemoRound round = new DemoRound(SEED);
            DemoRound.Result result =
                    round.play(connection, length, now -> view.now(picture(title, now.throughput(), now, troubled)));
            List<String> picture = picture(title, result.throughput(), round, troubled);
            view.roundOver(troubled ? picture : picture.subList(0, 2));
            return result;
        } finally {
            trouble.dispose();
        }
    }

    private List<String> picture(String title, double throughput, DemoRound round, boolean troubled) {
        List<String> lines = new ArrayList<>();
        lines.add("@|bold %s|@".formatted(title));
        lines.add(line(
                "%d echo channels".formatted(DemoRound.CHANNELS),
                "%s messages right, %s, %s"
                        .formatted(
                                Amounts.count(round.messages()),
                                Amounts.mebibytes(round.bytes()),
                                Amounts.perSecond(throughput))));
        for (Troublemaker troublemaker : troublemakers) {
            lines.add(line(troublemaker.name(), troubled ? troublemaker.deeds() : REST));
        }
        return lines;
    }

    private static String line(String who, String what) {
        return "  %-18s %s".formatted(who, what);
    }
}
