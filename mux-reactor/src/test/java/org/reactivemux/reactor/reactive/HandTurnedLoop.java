package org.reactivemux.reactor.reactive;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * An event loop without a thread: it runs on the thread that turns it, which is one actor of a stress test and, when the
 * actors are done, the arbiter. Others only add tasks, as to any event loop.
 */
public final class HandTurnedLoop {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread turning;

    /** Runs the task at the next turn, in the order of the calls. */
    void add(Runnable task) {
        tasks.add(task);
    }

    /** Whether the caller is the one that turns the loop. */
    boolean isTurnedHere() {
        return turning == Thread.currentThread();
    }

    /** Runs what is waiting, and what that leads to, until nothing waits. */
    public void turn() {
        turn(() -> {});
    }

    /** As {@link #turn()}, beginning with a task that overtakes those that wait. */
    public void turn(Runnable first) {
        turning = Thread.currentThread();
        first.run();
        for (Runnable task; (task = tasks.poll()) != null; ) {
            task.run();
        }
        turning = null;
    }
}
