package org.reactivemux.samples.cli;

import java.util.concurrent.TimeUnit;

/** For servers that cannot say which port they took: one that is free, though somebody else may be quicker to take it. */
final class FreePort {
    private static final int ATTEMPTS = 5;
    private static final long PATIENCE_SECONDS = 20;

    private FreePort() {}

    /** Starts a server on a port. */
    @FunctionalInterface
    interface Start<T> {
        T at(int port) throws Exception;
    }

    /** Starts it on one port after the other until it runs. */
    static <T> T of(Start<T> server) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return server.at(Detour.freePort());
            } catch (ServerEnded ended) {
                if (attempt == ATTEMPTS) {
                    throw ended;
                }
            }
        }
    }

    /** A server that ended instead of listening, as it does when its port is taken. */
    static final class ServerEnded extends Exception {
        private static final long serialVersionUID = 1L;

        ServerEnded(String what) {
            super(what);
        }
    }

    /** Waits until a process that was told to end has, and kills it if it takes its time. */
    static void awaitEnd(Process process) {
        process.onExit()
                .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly().onExit().join();
    }
}
