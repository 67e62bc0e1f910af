package org.reactivemux.reactor.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.reactivemux.EndpointException;

/**
 * What runs in another process. It does as it is told on its input, a line each, and answers each with a line:
 *
 * <ul>
 *   <li>{@code start <path>}: starts servers on one path, all at once; what became of each
 *   <li>{@code stop}: stops those that run
 *   <li>{@code hold <path>}: takes the start lock and keeps it until the next line
 * </ul>
 */
final class ServerProgram {
    static final String STARTED = "STARTED";
    static final String STOPPED = "STOPPED";
    static final String HELD = "HELD";
    static final String GIVEN_BACK = "GIVEN_BACK";

    private final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final int servers;
    private final CyclicBarrier gate;
    private final ExecutorService threads;
    private final Queue<SocketServer> running = new ConcurrentLinkedQueue<>();

    private ServerProgram(int servers) {
        this.servers = servers;
        this.gate = new CyclicBarrier(servers);
        this.threads = Executors.newFixedThreadPool(servers);
    }

    public static void main(String[] arguments) throws Exception {
        ServerProgram program = new ServerProgram(Integer.parseInt(arguments[0]));
        program.obey();
        program.threads.shutdownNow();
    }

    private void obey() throws Exception {
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "start" -> answer(start(Path.of(words[1])));
                case "stop" -> answer(stop());
                case "hold" -> hold(Path.of(words[1]));
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private String start(Path target) throws Exception {
        Callable<String> one = () -> {
            SocketFile file = SocketFile.prepare(target, SocketServer.NIO, SocketFile.DEFAULT_MODE);
            SocketServer server = SocketServer.bind(file);
            gate.await();
            return publish(server);
        };
        List<Callable<String>> all = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            all.add(one);
        }
        List<String> results = new ArrayList<>();
        for (Future<String> result : threads.invokeAll(all)) {
            results.add(result.get());
        }
        return String.join(" ", results);
    }

    private String publish(SocketServer server) throws IOException {
        try {
            server.file().publish();
            running.add(server);
            return STARTED;
        } catch (EndpointException e) {
            server.close();
            return e.reason().name();
        }
    }

    private String stop() throws IOException {
        for (SocketServer server = running.poll(); server != null; server = running.poll()) {
            server.close();
        }
        return STOPPED;
    }

    private void hold(Path target) {
        try (PrivateDirectory scratch = PrivateDirectory.beside(target)) {
            StartLock.holding(target, scratch, StartLock.PATIENCE, () -> {
                answer(HELD);
                awaitOrder();
            });
        }
        answer(GIVEN_BACK);
    }

    private void awaitOrder() {
        try {
            orders.readLine();
        } catch (IOException e) {
            throw new IllegalStateException("the parent is gone", e);
        }
    }

    private static void answer(String line) {
        System.out.println(line);
    }
}
