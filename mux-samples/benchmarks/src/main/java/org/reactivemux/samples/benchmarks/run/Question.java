package org.reactivemux.samples.benchmarks.run;

/** What a child process is asked to do: the first word of a line on its standard input. */
enum Question {
    /** Whether it is ready. */
    READY,
    /** A round: the workload and a number of messages follow. For clients. */
    RUN,
    /** To close its connection, with all that is open on it, and to connect again. For clients. */
    RECONNECT,
    /** The bytes that it has allocated so far. */
    ALLOCATED,
    /** The bytes of heap that are in use. */
    HEAP
}
