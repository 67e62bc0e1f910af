package org.reactivemux.samples.benchmarks.contender;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.ByteBuffer;

/** Fills an order, and is told how many messages have come. */
final class GrpcUpload extends ClientCall.Listener<byte[]> {
    private final ReadyWriter writer;
    private final GrpcEnd end;
    private long count;

    GrpcUpload(ReadyWriter writer, GrpcEnd end) {
        this.writer = writer;
        this.end = end;
    }

    @Override
    public void onReady() {
        writer.write();
    }

    @Override
    public void onMessage(byte[] answer) {
        count = ByteBuffer.wrap(answer).getLong();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        end.ended(status, count);
    }
}
