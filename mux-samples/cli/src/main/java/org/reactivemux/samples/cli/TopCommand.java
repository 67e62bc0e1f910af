package org.reactivemux.samples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.Dialect;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.samples.cli.top.Picture;
import org.reactivemux.samples.cli.top.TopHandler;
import org.reactivemux.samples.cli.top.TopTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code mux top}: what a server does at this moment. */
@Command(
        name = "top",
        header = "Shows the connections and channels of a server.",
        description = {
            "",
            "Asks 'mux serve' again and again for its connections and channels, and shows those first that do most. Only "
                    + "the user who runs the server may ask; root may not, but can become that user.",
            "On a terminal it takes the whole screen: q ends it, any other key asks at once. Elsewhere one table follows the "
                    + "other.",
            "IN is what the server receives, and OUT what it sends. LACKS is what keeps it from sending now: credit, which "
                    + "is demand of the reader at the other end, or window, which is room there; CR%% and WI%% are for how much "
                    + "of the time it did. CREDIT messages and WINDOW bytes are what it may still send, GRANTS and GRANTB "
                    + "those it has let its peer send; QUEUED messages wait to be sent, and UNREAD bytes to be read. A narrow "
                    + "screen leaves out the last columns."
        })
final class TopCommand implements Callable<Integer> {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    @Mixin
    private final ClientEndpoint endpoint = new ClientEndpoint();

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "1",
            converter = Seconds.class,
            description = "How often. Default: ${DEFAULT-VALUE}.")
    private Duration interval = Duration.ZERO;

    @Option(names = "--once", description = "Show one table, of one interval, and end.")
    private boolean once;

    @Option(
            names = "--json",
            description = "Print what the server says as it is: a line of JSON for each connection, without rates.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    private final Streams streams;

    TopCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        if (spec != null && interval.compareTo(SHORTEST) < 0) {
            throw new ParameterException(spec.commandLine(), "--interval is at least 0.1");
        }
        MuxConnection connection = endpoint.connect();
        try {
            if (connection.peer().dialect() == Dialect.PLAIN) {
                throw notOffered();
            }
            if (json) {
                print(connection);
            } else {
                watch(connection);
            }
            return ExitCode.OK;
        } finally {
            ClientEndpoint.leave(connection);
        }
    }

    private void watch(MuxConnection connection) throws Exception {
        Picture before = picture(connection); // so that whoever may not see it has no screen that flickers
        TopView view = once ? new TopLines(streams) : TopView.of(streams);
        ExitHook hook = ExitHook.of(() -> close(view));
        try (view;
                hook) {
            boolean enough = view.enough(once ? interval : SHORTEST);
            while (!enough) {
                Picture now = picture(connection);
                view.show(new TopTable(before, now).lines(endpoint.toString(), view.width(), view.height()));
                before = now;
                enough = once || view.enough(interval);
            }
        }
    }

    private static void close(TopView view) {
        try {
            view.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Picture picture(MuxConnection connection) {
        return Objects.requireNonNull(
                Picture.of(connection).transform(this::explained).block());
    }

    private void print(MuxConnection connection) throws InterruptedException {
        do {
            connection
                    .exchange(TopHandler.CHANNEL, Flux.empty())
                    .map(Texts::of)
                    .collectList()
                    .transform(this::explained)
                    .blockOptional()
                    .ifPresent(lines -> lines.forEach(streams.out()::println));
            if (once || streams.out().checkError()) {
                return;
            }
            TimeUnit.NANOSECONDS.sleep(interval.toNanos());
        } while (true);
    }

    private <T> Mono<T> explained(Mono<T> answer) {
        return answer.onErrorMap(
                        failure -> failure instanceof ChannelRefusedException refused
                                && refused.code().equals(ErrorCode.NO_HANDLER),
                        failure -> notOffered())
                .onErrorMap(
                        IllegalArgumentException.class,
                        failure -> new CommandException(String.valueOf(failure.getMessage())));
    }

    private CommandException notOffered() {
        return new CommandException("the server at %s does not offer '%s'".formatted(endpoint, TopHandler.CHANNEL));
    }
}
