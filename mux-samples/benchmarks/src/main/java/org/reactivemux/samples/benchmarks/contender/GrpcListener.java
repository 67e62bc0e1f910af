package org.reactivemux.samples.benchmarks.contender;

import io.grpc.ClientCall;
import io.grpc.Metadata;

/** Listens to any number of idle calls: one for all of them, so that it does not count as theirs. */
final class GrpcListener extends ClientCall.Listener<byte[]> {
    private final Runnable accepted;

    GrpcListener(Runnable accepted) {
        this.accepted = accepted;
    }

    @Override
    public void onHeaders(Metadata headers) {
        accepted.run();
    }

    @Override
    public void onMessage(byte[] message) {
        throw new IllegalStateException("an idle call has spoken");
    }
}
