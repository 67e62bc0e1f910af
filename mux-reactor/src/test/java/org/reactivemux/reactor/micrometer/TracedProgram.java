package org.reactivemux.reactor.micrometer;

import static org.reactivemux.reactor.Sockets.ECHO;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxServer;

/**
 * A traced server in a process of its own. It does as it is told on its input, a line each, and answers each with a line:
 *
 * <ul>
 *   <li>{@code serve <path>}: binds a server that has an echo
 *   <li>{@code span}: the name, parent and trace of the only span there was
 *   <li>{@code stop}: ends the server
 * </ul>
 */
final class TracedProgram {
    static final String DONE = "DONE";

    private final Traced traced = new Traced();
    private @Nullable MuxBinding binding;

    private TracedProgram() {}

    public static void main(String[] arguments) throws IOException {
        TracedProgram program = new TracedProgram();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            System.out.println(program.obey(line.split(" ", 2)));
        }
    }

    private String obey(String[] words) {
        return switch (words[0]) {
            case "serve" -> serve(words[1]);
            case "span" -> span(traced.onlySpan());
            case "stop" -> stop();
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private String serve(String path) {
        binding = MuxServer.create()
                .unix(path)
                .observe(traced.observations())
                .handle(ECHO, channel -> channel.send(channel.receive()))
                .bind()
                .block();
        return DONE;
    }

    private static String span(SpanData span) {
        return "%s %s in %s".formatted(span.getName(), span.getParentSpanId(), span.getTraceId());
    }

    private String stop() {
        if (binding != null) {
            binding.dispose();
            binding.onDispose().block();
        }
        return DONE;
    }
}
