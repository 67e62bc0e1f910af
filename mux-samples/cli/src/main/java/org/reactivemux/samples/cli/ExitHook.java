package org.reactivemux.samples.cli;

/** Something that is to be done, and waited for, when the process is told to end before a command is through. */
final class ExitHook implements AutoCloseable {
    private final Thread thread;

    private ExitHook(Thread thread) {
        this.thread = thread;
    }

    static ExitHook of(Runnable action) {
        Thread thread = new Thread(action, "mux-exit");
        try {
            Runtime.getRuntime().addShutdownHook(thread);
        } catch (IllegalStateException alreadyEnding) {
            throw new CommandException("told to end before it began");
        }
        return new ExitHook(thread);
    }

    /** The command is through. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException alreadyEnding) {
            // then the hook has been started, and has its reasons
        }
    }
}
