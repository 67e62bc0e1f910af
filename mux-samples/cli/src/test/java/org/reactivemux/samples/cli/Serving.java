package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code mux serve}, or another command that listens, on a thread of this process, until it is closed. */
final class Serving implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final CompletableFuture<String> listening = new CompletableFuture<>();
    private final CompletableFuture<Integer> code = new CompletableFuture<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Thread thread;

    private Serving(String command, String... options) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of(options));
        thread = new Thread(() -> code.complete(run(args)), "serving");
        thread.start();
    }

    /** Starts it and waits until it listens. */
    static Serving with(String... options) throws Exception {
        return of("serve", options);
    }

    /** As {@link #with}, for {@code mux forward}. */
    static Serving forwarding(String... options) throws Exception {
        return of("forward", options);
    }

    private static Serving of(String command, String... options) throws Exception {
        Serving serving = new Serving(command, options);
        try {
            CompletableFuture.anyOf(serving.listening, serving.code).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(serving.listening).as(serving.err()).isDone();
            return serving;
        } catch (Exception | AssertionError failure) {
            serving.close();
            throw failure;
        }
    }

    private int run(List<String> args) {
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                listening.complete(line);
            }
        };
        Streams streams = new Streams(
                InputStream.nullInputStream(), out, new PrintStream(err, true, StandardCharsets.UTF_8), false);
        return Mux.commandLine(streams).execute(args.toArray(String[]::new));
    }

    /** The one line that it printed. */
    String line() {
        return listening.join();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Tells it to end, as a signal would. */
    void interrupt() {
        thread.interrupt();
    }

    /** Tells it to end, waits until it has, and gives its exit code. */
    int stop() throws Exception {
        interrupt();
        return code.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        interrupt();
        code.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
