package org.reactivemux.samples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxHandler;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.samples.cli.forward.ForwardHandler;
import org.reactivemux.samples.cli.forward.Tcp;
import org.reactivemux.samples.cli.top.TopHandler;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Mono;

/** {@code mux serve}: listens until the process is told to end. */
@Command(
        name = "serve",
        header = "Serves echo, a sink, uploads and TCP targets on a Unix socket, over TCP, or both.",
        description = {
            "",
            "Serves channels by their names until it is interrupted or terminated:",
            "  echo    sends back each message; also what unnamed channels get",
            "  sink    takes everything, and answers in the end how much it was",
            "  upload  stores a file in --dir and answers with its SHA-256",
            "and those of each --forward, for 'mux forward', by a TCP connection to its target. 'mux top' shows its own user "
                    + "what goes on."
        },
        footer = {
            "",
            "A file appears under its name when all of it is on the disk, not before. The file system of --dir needs "
                    + "hard links unless --overwrite is given. A server that was killed leaves "
                    + UploadDirectory.TEMPORARY_PREFIX + "* files behind, which may be deleted.",
            "",
            "Over TCP nobody knows whose process a client is: those are let in who show a certificate that --tls-ca has "
                    + "issued, or everybody with --anyone. 'mux top' is answered on the Unix socket only.",
            "",
            "SIGINT and SIGTERM end it in good order: nothing new is accepted, what is open may go on for --grace, and "
                    + "the socket is removed. The exit code is then the shell's for the signal, 130 or 143."
        })
final class ServeCommand implements Callable<Integer> {
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    @Mixin
    private final ServerEndpoint endpoint = new ServerEndpoint();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            converter = FilePath.class,
            description = "Where uploads go. Default: nowhere, they are refused.")
    private @Nullable Path directory;

    @Option(
            names = "--overwrite",
            description = "Let an upload replace a file of the same name. Default: it is refused.")
    private boolean overwrite;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            converter = SocketMode.class,
            description = "Who may connect to the Unix socket, such as 660 or rw-rw----. Default: ${DEFAULT-VALUE}.")
    private String mode = MuxServer.DEFAULT_MODE;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "2",
            converter = Seconds.class,
            description = "How long open channels may go on at the end. Default: ${DEFAULT-VALUE}.")
    private Duration grace = Duration.ZERO;

    @Option(
            names = "--forward",
            paramLabel = "NAME=HOST:PORT",
            converter = ForwardRule.Form.class,
            description = "Carry channels of that name on to a TCP server; can be given several times.")
    private List<ForwardRule> forwards = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    private final Streams streams;
    private final TopHandler top = new TopHandler();

    ServeCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        Optional<UploadDirectory> uploads =
                Optional.ofNullable(directory).map(existing -> UploadDirectory.at(existing, overwrite));
        Tcp tcp = new Tcp(endpoint.tcpTransport());
        Mono<MuxBinding> bound = server(handlers(uploads, tcp)).bind().cache();
        // Before the socket is there, so that no signal finds a socket and nobody who removes it.
        ExitHook hook = ExitHook.of(() -> end(bound, uploads, tcp));
        try (hook) {
            serve(bound);
        } catch (InterruptedException stopped) {
            end(bound, uploads, tcp);
        }
        return ExitCode.OK;
    }

    private Map<String, MuxHandler> handlers(Optional<UploadDirectory> uploads, Tcp tcp) {
        EchoHandler echo = new EchoHandler();
        Map<String, MuxHandler> handlers = new HashMap<>();
        handlers.put("", echo);
        handlers.put("echo", echo);
        handlers.put("sink", new SinkHandler());
        handlers.put(UploadHandler.CHANNEL, new UploadHandler(uploads, streams.err()));
        handlers.put(TopHandler.CHANNEL, top);
        requireFreeNames(handlers.keySet());
        for (ForwardRule rule : forwards) {
            handlers.put(rule.name(), new ForwardHandler(tcp, rule.target(), streams::complain));
        }
        return handlers;
    }

    private void requireFreeNames(Set<String> taken) {
        try {
            ForwardRule.requireFreeNames(forwards, taken);
        } catch (IllegalArgumentException e) {
            throw spec == null ? e : new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private MuxServer server(Map<String, MuxHandler> handlers) throws IOException {
        MuxServer server = endpoint.server().mode(mode);
        for (Map.Entry<String, MuxHandler> entry : handlers.entrySet()) {
            server = server.handle(entry.getKey(), entry.getValue());
        }
        return server;
    }

    private void serve(Mono<MuxBinding> bound) throws Exception {
        MuxBinding binding = bound.toFuture().get();
        top.show(binding);
        streams.out().println("listening on " + String.join(", ", binding.addresses()));
        binding.onDispose().toFuture().get();
    }

    private void end(Mono<MuxBinding> bound, Optional<UploadDirectory> uploads, Tcp tcp) {
        bound.flatMap(binding -> binding.shutdown(grace))
                .then(tcp.allClosed()) // resets that were not sent would look like ends in good order
                .timeout(grace.plus(LAST_WORDS))
                .onErrorComplete()
                .block();
        // Cancelled ones clean up behind themselves, but the process may be gone before.
        uploads.ifPresent(UploadDirectory::abandonAll);
    }
}
