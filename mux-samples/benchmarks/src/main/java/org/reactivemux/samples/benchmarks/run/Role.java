package org.reactivemux.samples.benchmarks.run;

/** Which of the two processes. */
public enum Role {
    /** Listens. */
    SERVER("server"),
    /** Connects and starts the rounds. */
    CLIENT("client");

    private final String title;

    Role(String title) {
        this.title = title;
    }

    /** For people. */
    String title() {
        return title;
    }
}
