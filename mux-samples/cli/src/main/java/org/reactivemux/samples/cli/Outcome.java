package org.reactivemux.samples.cli;

/** What became of a file. */
sealed interface Outcome {

    /** Which file. */
    Outgoing file();

    /** The server has it, and it is what was sent. */
    record Stored(Outgoing file, String sha256) implements Outcome {
        /** As {@code sha256sum} writes it, and checks it. */
        @Override
        public String toString() {
            return sha256 + "  " + file.path();
        }
    }

    /** The server does not have it. */
    record Failed(Outgoing file, Throwable cause) implements Outcome {
        @Override
        public String toString() {
            return file.path() + ": " + Failures.describe(cause);
        }
    }
}
