package org.reactivemux.samples.benchmarks.contender;

import java.util.function.IntConsumer;

/** Reads a call of gRPC: asks for messages ahead, and for as many again when half of them have come. */
final class BatchedReader {
    /** As far as RSocket is asked; gRPC bounds bytes as well, and no number suited it better. */
    static final int AHEAD = 1_024;

    private final IntConsumer call;
    private final int batch;
    private int inBatch;
    private long messages;

    BatchedReader(IntConsumer call, int ahead) {
        this.call = call;
        batch = Math.max(1, ahead / 2);
    }

    void read() {
        messages++;
        if (++inBatch == batch) {
            inBatch = 0;
            call.accept(batch);
        }
    }

    long messages() {
        return messages;
    }
}
