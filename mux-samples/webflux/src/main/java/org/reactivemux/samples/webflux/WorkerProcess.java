package org.reactivemux.samples.webflux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A worker as a child of this process: begun again when it dies, and ended with this process however that ends. */
final class WorkerProcess {
    private static final int SECONDS_BEFORE_ANOTHER = 1;
    private static final int SECONDS_TO_END = 5;

    private final List<String> command;
    private Process process;
    private boolean ending;

    private WorkerProcess(List<String> command) throws IOException {
        this.command = command;
        this.process = begin();
    }

    static WorkerProcess start(String socket, MarketOptions market) throws IOException {
        List<String> command = new ArrayList<>(thisProgram());
        command.addAll(List.of("worker", "--socket", socket, "--end-with-input"));
        command.addAll(market.arguments());
        WorkerProcess worker = new WorkerProcess(command);
        worker.watch();
        return worker;
    }

    private static List<String> thisProgram() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return classPath.endsWith("mux-webflux.jar")
                ? List.of(java, "-jar", classPath)
                : List.of(java, "-cp", classPath, MuxWebflux.class.getName());
    }

    private Process begin() throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private synchronized void watch() {
        Executor later = CompletableFuture.delayedExecutor(SECONDS_BEFORE_ANOTHER, TimeUnit.SECONDS);
        process.onExit().thenRunAsync(this::beginAgain, later);
    }

    private synchronized void beginAgain() {
        if (ending) {
            return;
        }
        System.err.println(
                "mux-webflux: the worker has ended with code %d; starting another".formatted(process.exitValue()));
        try {
            process = begin();
            watch();
        } catch (IOException failed) {
            System.err.println("mux-webflux: the worker cannot be started: " + failed.getMessage());
        }
    }

    /** Ends it, and waits until it has. */
    synchronized void end() {
        ending = true;
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
