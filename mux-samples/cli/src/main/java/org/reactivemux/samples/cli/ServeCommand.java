package org.reactivemux.samples.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reactor.core.publisher.Mono;

/** {@code mux serve}: listens until the process is told to end. */
@Command(
        name = "serve",
        header = "Serves echo, a sink and uploads on a socket.",
        description = {
            "",
            "Serves channels by their names until it is interrupted or terminated:",
            "  echo    sends back each message; also what unnamed channels get",
            "  sink    takes everything, and answers in the end how much it was",
            "  upload  stores a file in --dir and answers with its SHA-256"
        },
        footer = {
            "",
            "A file appears under its name when all of it is on the disk, not before. The file system of --dir needs "
                    + "hard links unless --overwrite is given. A server that was killed leaves "
                    + UploadDirectory.TEMPORARY_PREFIX + "* files behind, which may be deleted.",
            "",
            "SIGINT and SIGTERM end it in good order: nothing new is accepted, what is open may go on for --grace, and "
                    + "the socket is removed. The exit code is then the shell's for the signal, 130 or 143."
        })
final class ServeCommand implements Callable<Integer> {
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    @Mixin
    private final Endpoint endpoint = new Endpoint();

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
            description = "Who may connect, such as 660 or rw-rw----. Default: ${DEFAULT-VALUE}.")
    private String mode = MuxServer.DEFAULT_MODE;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "2",
            converter = Seconds.class,
            description = "How long open channels may go on at the end. Default: ${DEFAULT-VALUE}.")
    private Duration grace = Duration.ZERO;

    private final Streams streams;

    ServeCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        Optional<UploadDirectory> uploads =
                Optional.ofNullable(directory).map(existing -> UploadDirectory.at(existing, overwrite));
        Mono<MuxBinding> bound = server(uploads).bind().cache();
        // Before the socket is there, so that no signal finds a socket and nobody who removes it.
        ExitHook hook = ExitHook.of(() -> end(bound, uploads));
        try (hook) {
            serve(bound);
        } catch (InterruptedException stopped) {
            end(bound, uploads);
        }
        return ExitCode.OK;
    }

    private MuxServer server(Optional<UploadDirectory> uploads) {
        EchoHandler echo = new EchoHandler();
        return endpoint.server()
                .mode(mode)
                .handle(echo)
                .handle("echo", echo)
                .handle("sink", new SinkHandler())
                .handle(UploadHandler.CHANNEL, new UploadHandler(uploads, streams.err()));
    }

    private void serve(Mono<MuxBinding> bound) throws Exception {
        MuxBinding binding = bound.toFuture().get();
        streams.out().println("listening on " + String.join(", ", binding.addresses()));
        binding.onDispose().toFuture().get();
    }

    private void end(Mono<MuxBinding> bound, Optional<UploadDirectory> uploads) {
        bound.flatMap(binding -> binding.shutdown(grace))
                .timeout(grace.plus(LAST_WORDS))
                .onErrorComplete()
                .block();
        // Cancelled ones clean up behind themselves, but the process may be gone before.
        uploads.ifPresent(UploadDirectory::abandonAll);
    }
}
