package org.reactivemux.reactor;

import io.netty.channel.ChannelOption;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.reactivemux.EndpointException;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Servers by the public API in another process. They send back what comes on a channel {@link Sockets#ECHO}. It does as
 * it is told on its input, a line each, and answers each with a line:
 *
 * <ul>
 *   <li>{@code start <transport> <mode> <address>}: binds servers to one address, all at once; what became of each
 *   <li>{@code stop}: ends those that run
 * </ul>
 */
final class MuxServerProgram {
    static final String STARTED = "STARTED";
    static final String STOPPED = "STOPPED";

    /** Short, so that it can be filled. */
    static final int BACKLOG = 4;

    /** Short, so that it can be waited for. */
    static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(2);

    /** The order to start. */
    static String start(Transport transport, String mode, Object address) {
        return "start %s %s %s".formatted(transport.name(), mode, address);
    }

    /**
     * Binds in the place of one that was killed; not always at the first attempt, for the kernel closes what an io_uring
     * still held a moment after the process has ended.
     */
    static MuxBinding successor(MuxServer server) {
        return Objects.requireNonNull(server.bind()
                .retryWhen(Retry.fixedDelay(1_000, Duration.ofMillis(5))
                        .filter(failure -> failure instanceof EndpointException taken
                                && taken.reason() == EndpointException.Reason.IN_USE))
                .block(PatientVerifiers.PATIENCE));
    }

    private final int servers;
    private final List<MuxBinding> running = new CopyOnWriteArrayList<>();

    private MuxServerProgram(int servers) {
        this.servers = servers;
    }

    public static void main(String[] arguments) throws IOException {
        new MuxServerProgram(Integer.parseInt(arguments[0])).obey();
    }

    private void obey() throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split(" ", 4);
            System.out.println(
                    switch (words[0]) {
                        case "start" -> bind(Transport.valueOf(words[1]), words[2], words[3]);
                        case "stop" -> stop();
                        default -> throw new IllegalArgumentException(line);
                    });
        }
    }

    private String bind(Transport transport, String mode, String address) {
        MuxServer server = MuxServer.create()
                .transport(transport)
                .mode(mode)
                .unix(address)
                .options(
                        MuxOptions.builder().handshakeTimeout(HANDSHAKE_TIMEOUT).build())
                .beneath(tcp -> tcp.option(ChannelOption.SO_BACKLOG, BACKLOG))
                .handle(Sockets.ECHO, channel -> channel.send(channel.receive()));
        return Objects.requireNonNull(Flux.range(0, servers)
                .flatMap(each -> bind(server), servers)
                .collect(Collectors.joining(" "))
                .block());
    }

    private Mono<String> bind(MuxServer server) {
        return server.bind()
                .doOnNext(running::add)
                .map(bound -> STARTED)
                .onErrorResume(
                        EndpointException.class,
                        failure -> Mono.just(failure.reason().name()));
    }

    private String stop() {
        running.forEach(MuxBinding::dispose);
        running.forEach(binding -> binding.onDispose().block());
        running.clear();
        return STOPPED;
    }
}
