package org.reactivemux.samples.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ConnectionException;
import org.reactivemux.Dialect;
import org.reactivemux.MuxConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;

/** {@code mux send}: files to a server, all at once over one connection. */
@Command(
        name = "send",
        header = "Sends files to a server.",
        description = {
            "",
            "Sends files to 'mux serve --dir', all at once, each on a channel of its own over one connection.",
            "For each file that the server has stored, a line as of sha256sum is printed."
        })
final class SendCommand implements Callable<Integer> {
    /** So many at a time: each is an open file on both sides. */
    private static final int AT_ONCE = 256;

    @Mixin
    private final ClientEndpoint endpoint = new ClientEndpoint();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            converter = FilePath.class,
            description = "What to send. No two may have the same name.")
    private List<Path> paths = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    private final Streams streams;

    SendCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        List<Outgoing> files = checked();
        MuxConnection connection = endpoint.connect();
        try {
            if (connection.peer().dialect() == Dialect.PLAIN) {
                throw new CommandException(
                        "the server at %s speaks the plain dialect, which has no names for channels and files"
                                .formatted(endpoint));
            }
            return report(send(files, connection), files.size());
        } finally {
            ClientEndpoint.leave(connection);
        }
    }

    private List<Outgoing> checked() throws Exception {
        try {
            Outgoing.requireDifferentNames(paths);
        } catch (IllegalArgumentException e) {
            throw spec == null ? e : new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        List<Outgoing> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(Outgoing.of(path));
        }
        return files;
    }

    private List<Outcome.Failed> send(List<Outgoing> files, MuxConnection connection) {
        int atOnce = Math.max(1, Math.min(AT_ONCE, connection.peer().settings().maxChannels()));
        try (Progress progress = Progress.of(streams, files)) {
            List<Outcome.Failed> failed = Flux.fromIterable(files)
                    .flatMap(file -> new Transfer(file, progress.advances(file)).over(connection), atOnce)
                    .doOnNext(progress::done)
                    .ofType(Outcome.Failed.class)
                    .collectList()
                    .block();
            return failed == null ? List.of() : failed;
        }
    }

    /** A line for each file that failed; but the loss of the connection, which fails them all, is told once. */
    private int report(List<Outcome.Failed> failed, int files) {
        List<Outcome.Failed> lost = failed.stream()
                .filter(outcome -> outcome.cause() instanceof ConnectionException)
                .toList();
        failed.stream().filter(outcome -> !lost.contains(outcome)).forEach(this::complain);
        if (!lost.isEmpty()) {
            complain("%d of %d files were not stored: %s"
                    .formatted(lost.size(), files, Failures.describe(lost.get(0).cause())));
        }
        return failed.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void complain(Object what) {
        streams.err().println("mux: " + Failures.oneLine(what.toString()));
    }
}
