package org.reactivemux.reactor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Connects to a path again and again, on a thread of its own, for as long as somebody accepts; says nothing. */
final class Callers implements AutoCloseable {
    private static final int MOST = 2_000;

    private final List<SilentPeer> calls = new CopyOnWriteArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;

    private Callers(Path path) {
        thread = new Thread(() -> call(path), "callers");
        thread.start();
    }

    static Callers startOn(Path path) {
        return new Callers(path);
    }

    private void call(Path path) {
        try {
            while (!stopped.get() && calls.size() < MOST) {
                calls.add(SilentPeer.connect(path));
            }
        } catch (IOException nobodyListensAnyMore) {
            stopped.set(true);
        }
    }

    void awaitFirst() {
        Eventually.assertThatSoon(calls::size, size -> size > 10, "calls");
    }

    /** Each caller hears the end of its connection. */
    void assertAllAreCutOff() {
        join();
        calls.forEach(SilentPeer::awaitEnd);
    }

    private void join() {
        stopped.set(true);
        try {
            thread.join(PatientVerifiers.PATIENCE.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        join();
        for (SilentPeer call : calls) {
            call.close();
        }
    }
}
