package org.reactivemux.samples.benchmarks.workload;

import java.util.List;

/** What a round does. */
public sealed interface Workload permits Streams, Requests, PingPong, Idle, Weights {

    /** Open at the same time on one connection. */
    int channels();

    /** What contenders are compared by, the most important first. */
    List<Figure> headlines();

    /** What a round of about that many messages comes to. */
    default int messages(int about) {
        return about;
    }
}
