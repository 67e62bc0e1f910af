package org.reactivemux.samples.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.reactivemux.ChannelSpec;
import org.reactivemux.Dialect;
import org.reactivemux.MuxConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** {@code mux connect}: lines out, replies in. */
@Command(
        name = "connect",
        header = "Sends lines and prints the replies.",
        description = {
            "",
            "Sends each line of standard input as one message, without its line feed, and prints each reply as a line.",
            "Ends when both sides are done. A server of the plain dialect cannot say that it is done: after the end of "
                    + "the input it is given --wait of silence."
        })
final class ConnectCommand implements Callable<Integer> {
    /** Replies that wait to be printed; the server is asked for no more. */
    private static final int AHEAD = 32;

    @Mixin
    private final ClientEndpoint endpoint = new ClientEndpoint();

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            description = "The channel's name. Default: none, which gets the server's default handler.")
    private String channel = "";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "1",
            converter = Seconds.class,
            description = "How long a server of the plain dialect may be silent at the end. Default: ${DEFAULT-VALUE}.")
    private Duration wait = Duration.ZERO;

    private final Streams streams;

    ConnectCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        MuxConnection connection = endpoint.connect();
        try {
            converse(connection).block();
            return ExitCode.OK;
        } finally {
            ClientEndpoint.leave(connection);
        }
    }

    private Mono<Void> converse(MuxConnection connection) {
        boolean plain = connection.peer().dialect() == Dialect.PLAIN;
        if (plain && !channel.isEmpty()) {
            throw new CommandException(
                    "the server at %s speaks the plain dialect, which has no names for channels".formatted(endpoint));
        }
        Sinks.Empty<Void> said = Sinks.empty();
        Flux<ByteBuffer> lines = new LineMessages(
                        streams.in(), connection.peer().settings().largestMessage())
                .flux()
                .doOnComplete(said::tryEmitEmpty);
        Flux<ByteBuffer> replies = connection.exchange(ChannelSpec.named(channel), lines);
        return (plain ? untilSilence(replies, said.asMono()) : replies)
                .publishOn(Schedulers.boundedElastic(), AHEAD)
                .doOnNext(this::print)
                .then();
    }

    // The silence counts from the last reply, but not before all was said.
    private Flux<ByteBuffer> untilSilence(Flux<ByteBuffer> replies, Mono<Void> said) {
        Mono<Long> silence = said.then(Mono.delay(wait));
        return replies.timeout(silence, reply -> silence, Flux.empty());
    }

    private void print(ByteBuffer reply) {
        byte[] line = new byte[reply.remaining() + 1];
        reply.duplicate().get(line, 0, reply.remaining());
        line[line.length - 1] = '\n';
        streams.out().write(line, 0, line.length);
        if (streams.out().checkError()) {
            throw new CommandException("standard output was closed");
        }
    }
}
