package org.reactivemux.reactor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.Transport;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/**
 * A process that sends to a {@link FanIn} and hears a {@link FanOut}. It does as it is told on its input, a line each, and
 * answers each with a line:
 *
 * <ul>
 *   <li>{@code connect <transport> <path>}
 *   <li>{@code send <channel> <number>}: opens so many channels and sends on each without end
 *   <li>{@code sent}: how many messages its publishers have emitted
 *   <li>{@code listen <channel> <messages>}: opens a channel and asks for so many
 *   <li>{@code more <messages>}: asks for more
 *   <li>{@code heard}: how many have come, and the last
 *   <li>{@code settle}: asks the server's echo; what it asked for before has come by then
 *   <li>{@code end}: how the channel it listens on has ended
 * </ul>
 */
final class FanProgram {
    static final String DONE = "DONE";
    static final String OPEN = "OPEN";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicLong sent = new AtomicLong();
    private @Nullable MuxConnection connection;
    private @Nullable Listener listener;

    private FanProgram() {}

    static String connect(Transport transport, Path path) {
        return "connect %s %s".formatted(transport.name(), path);
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        FanProgram program = new FanProgram();
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            System.out.println(program.obey(line.split(" ", 3)));
        }
    }

    private String obey(String[] words) {
        return switch (words[0]) {
            case "connect" -> connect(Transport.valueOf(words[1]), words[2]);
            case "send" -> send(words[1], Integer.parseInt(words[2]));
            case "sent" -> Long.toString(sent.get());
            case "listen" -> listen(words[1], Long.parseLong(words[2]));
            case "more" -> more(Long.parseLong(words[1]));
            case "heard" -> listener().heard;
            case "settle" -> settle();
            case "end" -> listener().end;
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private String connect(Transport transport, String path) {
        connection =
                MuxClient.create().unix(path).transport(transport).connect().block(PATIENCE);
        return DONE;
    }

    private MuxConnection connection() {
        return Objects.requireNonNull(connection, "nothing is connected");
    }

    private Listener listener() {
        return Objects.requireNonNull(listener, "nobody listens");
    }

    private String settle() {
        connection().request(Sockets.ECHO, ByteBuffer.allocate(1)).block(PATIENCE);
        return DONE;
    }

    private String send(String channel, int number) {
        for (int i = 0; i < number; i++) {
            Flux<ByteBuffer> endless = Flux.<ByteBuffer, Long>generate(() -> 0L, (count, sink) -> {
                sink.next(ConnectedEnds.message(count));
                sent.incrementAndGet();
                return count + 1;
            });
            connection().exchange(channel, endless).subscribe(message -> {}, failure -> {});
        }
        return DONE;
    }

    private String listen(String channel, long messages) {
        listener = new Listener();
        connection()
                .exchange(ChannelSpec.named(channel).prefetch(0), Flux.empty())
                .subscribe(listener);
        return more(messages);
    }

    private String more(long messages) {
        listener().request(messages);
        return DONE;
    }

    private static final class Listener extends BaseSubscriber<ByteBuffer> {
        private int count;
        private volatile String heard = "0 -";
        private volatile String end = OPEN;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // asks when it is told to
        }

        @Override
        protected void hookOnNext(ByteBuffer message) {
            heard = ++count + " " + message.getLong(0);
        }

        @Override
        protected void hookOnComplete() {
            end = DONE;
        }

        @Override
        protected void hookOnError(Throwable cause) {
            end = cause instanceof MuxException known ? known.code().toString() : cause.toString();
        }
    }
}
