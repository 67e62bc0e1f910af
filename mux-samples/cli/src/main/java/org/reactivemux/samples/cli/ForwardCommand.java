package org.reactivemux.samples.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.reactivemux.ChannelSpec;
import org.reactivemux.Dialect;
import org.reactivemux.MuxConnection;
import org.reactivemux.samples.cli.forward.Forwarder;
import org.reactivemux.samples.cli.forward.HostAndPort;
import org.reactivemux.samples.cli.forward.Tcp;
import org.reactivemux.samples.cli.forward.TcpListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reactor.core.publisher.Mono;

/** {@code mux forward}: TCP connections in, channels out. */
@Command(
        name = "forward",
        header = "Carries TCP connections as channels of one connection.",
        description = {
            "",
            "Accepts TCP connections and carries each over a channel of its own to 'mux serve --forward NAME=HOST:PORT', "
                    + "which connects to its target. Each side may end its output and go on reading, and a connection that "
                    + "is reset on one side is reset on the other.",
            "If the connection to the server ends, the TCP connections on it are reset, and the next one has it made anew."
        },
        footer = {
            "",
            "SIGINT and SIGTERM end it in good order: nothing new is accepted, what is open may go on for --grace. The "
                    + "exit code is then the shell's for the signal, 130 or 143."
        })
final class ForwardCommand implements Callable<Integer> {
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    @Mixin
    private final ClientEndpoint endpoint = new ClientEndpoint();

    @Option(
            names = "--listen",
            required = true,
            paramLabel = "HOST:PORT",
            converter = Listen.class,
            description = "Where TCP clients connect: HOST:PORT, [IPv6]:PORT, or :PORT for this machine alone. Port 0 "
                    + "takes any that is free.")
    private HostAndPort listen = new HostAndPort("", 0);

    @Option(names = "--to", required = true, paramLabel = "NAME", description = "What the server calls the target.")
    private String name = "";

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "2",
            converter = Seconds.class,
            description = "How long open connections may go on at the end. Default: ${DEFAULT-VALUE}.")
    private Duration grace = Duration.ZERO;

    private final Streams streams;

    ForwardCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        Mono<MuxConnection> connecting = endpoint.client().connect().flatMap(this::named);
        Forwarder forwarder =
                new Forwarder(new Tcp(endpoint.tcpTransport()), connecting, ChannelSpec.named(name), streams::complain);
        Mono<TcpListener> listening = forwarder
                .listen(listen)
                .onErrorMap(IOException.class, this::cannotListen)
                .cache();
        ExitHook hook = ExitHook.of(() -> end(listening, forwarder));
        try (hook) {
            TcpListener listener = listening.toFuture().get();
            streams.out().println("listening on " + listener.address());
            listener.onClose().toFuture().get();
            return ExitCode.OK;
        } catch (InterruptedException stopped) {
            return ExitCode.OK;
        } finally {
            end(listening, forwarder);
        }
    }

    private Mono<MuxConnection> named(MuxConnection connection) {
        if (connection.peer().dialect() == Dialect.EXTENDED) {
            return Mono.just(connection);
        }
        connection.dispose();
        return Mono.error(new CommandException(
                "the server at %s speaks the plain dialect, which has no names for channels".formatted(endpoint)));
    }

    private CommandException cannotListen(IOException failure) {
        return new CommandException("cannot listen on %s: %s".formatted(listen, failure.getMessage()));
    }

    private void end(Mono<TcpListener> listening, Forwarder forwarder) {
        listening
                .flatMap(TcpListener::close)
                .onErrorComplete()
                .then(forwarder.shutdown(grace))
                .timeout(grace.plus(LAST_WORDS))
                .onErrorComplete()
                .block();
    }
}
