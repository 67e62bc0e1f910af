package org.reactivemux.samples.benchmarks.contender;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;

/** Reads what was ordered. */
final class GrpcDownload extends ClientCall.Listener<byte[]> {

    /** Who is told of the end. */
    interface End {
        void ended(Status status, long messages);
    }

    private final BatchedReader reader;
    private final End end;

    GrpcDownload(BatchedReader reader, End end) {
        this.reader = reader;
        this.end = end;
    }

    @Override
    public void onMessage(byte[] message) {
        reader.read();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        end.ended(status, reader.messages());
    }
}
