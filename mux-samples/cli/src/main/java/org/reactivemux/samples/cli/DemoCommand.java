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
                    + "throughput (the median of the rounds with the four, divided by the median of those without), if "
                    + "one of them gets no reply for 2 seconds, or if any byte is wrong."
        })
final class DemoCommand implements Callable<Integer> {
    private static final long SEED = 20_260_101;
    private static final String REST = "@|faint at rest|@";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of each kind, after one to warm up. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "The length of a round. Default: ${DEFAULT-VALUE}.")
    private double seconds = 1.5;

    @Spec
    private @Nullable CommandSpec spec;

    private final Streams streams;
    private final List<Troublemaker> troublemakers = Troublemaker.oneOfEach();

    DemoCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        if (spec != null && (rounds < 1 || !(seconds >= 0.1))) {
            throw new ParameterException(spec.commandLine(), "There is at least one round, of at least 0.1 seconds");
        }
        Verdict verdict;
        try (DemoServer server = DemoServer.start(troublemakers)) {
            ExitHook hook = ExitHook.of(server::close);
            try (hook) {
                verdict = play(server.connect());
            }
        }
        new DemoTable(verdict).lines().forEach(line -> streams.out().println(streams.styled(line)));
        verdict.objection().ifPresent(text -> {
            throw new CommandException(text);
        });
        return ExitCode.OK;
    }

    private Verdict play(MuxConnection connection) throws Exception {
        List<DemoRound.Result> without = new ArrayList<>();
        List<DemoRound.Result> with = new ArrayList<>();
        try (DemoView view = DemoView.of(streams)) {
            round(connection, view, "warming up", false);
            for (int number = 1; number <= rounds; number++) {
                String title = "round %d of %d, ".formatted(number, rounds);
                without.add(round(connection, view, title + "alone", false));
                with.add(round(connection, view, title + "with trouble", true));
            }
        } finally {
            Endpoint.leave(connection);
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
            Duration length = Duration.ofMillis((long) (seconds * 1000));
            DemoRound.Result result =
                    round.play(connection, length, now -> view.now(picture(title, now.throughput(), now, troubled)));
            view.roundOver(picture(title, result.throughput(), round, troubled));
            return result;
        } finally {
            trouble.dispose();
        }
    }

    private List<String> picture(String title, double throughput, DemoRound round, boolean troubled) {
        List<String> lines = new ArrayList<>();
        lines.add("@|bold %s|@".formatted(title));
        lines.add(line("%d echo channels".formatted(DemoRound.CHANNELS), "%s messages right, %s, %s"
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
