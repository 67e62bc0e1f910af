package org.reactivemux.reactor.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One side of a connection in a process of its own, which can be stopped and killed. It does as it is told on its input,
 * a line each, and answers each with a line:
 *
 * <ul>
 *   <li>{@code serve <transport> <keepalive ms> <path>}: binds a server with handlers for {@link #load}
 *   <li>{@code connect <transport> <keepalive ms> <path>}: connects, and asks for a sign of life after that time
 *   <li>{@code load}: uploads, downloads and opens channels from now on
 *   <li>{@code echo}: what one exchange led to
 *   <li>{@code end}: waits for the connection's end and says why
 * </ul>
 */
final class PeerProgram {
    static final String DONE = "DONE";
    static final String ECHO = "echo";
    static final String UPLOAD = "upload";
    static final String DOWNLOAD = "download";
    static final String HOLD = "hold";

    private static final int MESSAGE = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private @Nullable MuxConnection connection;

    private PeerProgram() {}

    static String serve(Transport transport, Duration keepalive, Path path) {
        return "serve %s %d %s".formatted(transport.name(), keepalive.toMillis(), path);
    }

    static String connect(Transport transport, Duration keepalive, Path path) {
        return "connect %s %d %s".formatted(transport.name(), keepalive.toMillis(), path);
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PeerProgram program = new PeerProgram();
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            System.out.println(program.obey(line.split(" ", 4)));
        }
    }

    private String obey(String[] words) {
        return switch (words[0]) {
            case "serve" -> serve(Transport.valueOf(words[1]), options(words[2]), words[3]);
            case "connect" -> connect(Transport.valueOf(words[1]), options(words[2]), words[3]);
            case "load" -> load();
            case "echo" -> echo();
            case "end" -> end();
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    static MuxOptions options(String keepaliveMillis) {
        Duration keepalive = Duration.ofMillis(Long.parseLong(keepaliveMillis));
        return MuxOptions.builder()
                .keepaliveInterval(keepalive)
                .keepaliveTimeout(keepalive)
                .build();
    }

    /** Messages without end. */
    static Flux<ByteBuffer> endless() {
        return Flux.generate(sink -> sink.next(ByteBuffer.allocate(MESSAGE)));
    }

    private String serve(Transport transport, MuxOptions options, String path) {
        MuxHandler upload = channel -> channel.receive().then();
        MuxServer.create()
                .unix(path)
                .transport(transport)
                .options(options)
                .handle(ECHO, channel -> channel.send(channel.receive()))
                .handle(UPLOAD, upload)
                .handle(DOWNLOAD, channel -> channel.send(endless()))
                .handle(HOLD, channel -> {
                    connection = channel.connection();
                    return Mono.never();
                })
                .bind()
                .block(PATIENCE);
        return DONE;
    }

    private String connect(Transport transport, MuxOptions options, String path) {
        connection = MuxClient.create()
                .unix(path)
                .transport(transport)
                .options(options)
                .connect()
                .block(PATIENCE);
        return DONE;
    }

    private MuxConnection connection() {
        return Objects.requireNonNull(connection, "nothing is connected");
    }

    private String load() {
        MuxConnection mux = connection();
        mux.exchange(UPLOAD, endless()).subscribe(message -> {}, end -> {});
        mux.exchange(DOWNLOAD, Flux.never()).subscribe(message -> {}, end -> {});
        mux.request(ECHO, ByteBuffer.allocate(MESSAGE)).repeat().subscribe(message -> {}, end -> {});
        return DONE;
    }

    private String echo() {
        return connection()
                .request(ECHO, ByteBuffer.allocate(MESSAGE))
                .map(answer -> DONE)
                .onErrorResume(failure -> Mono.just(failure.toString()))
                .blockOptional(PATIENCE)
                .orElse("NOTHING");
    }

    private String end() {
        CompletableFuture<Void> end = connection().onClose().toFuture();
        return end.handle((nothing, failure) ->
                        failure instanceof MuxException known ? known.code().toString() : DONE)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
