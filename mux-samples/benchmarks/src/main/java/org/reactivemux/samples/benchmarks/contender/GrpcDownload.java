package org.reactivemux.samples.benchmarks.contender;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;

/** Reads what was ordered. */
final class GrpcDownload extends ClientCall.Listener<byte[]> {
    private final BatchedReader reader;
    private final GrpcEnd end;

    GrpcDownload(BatchedReader reader, GrpcEnd end) {
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
