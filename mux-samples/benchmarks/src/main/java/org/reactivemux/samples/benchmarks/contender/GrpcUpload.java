package org.reactivemux.samples.benchmarks.contender;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.ByteBuffer;
import reactor.core.publisher.MonoSink;

/** Fills an order, and is told how many messages have come. */
final class GrpcUpload extends ClientCall.Listener<byte[]> {
    private final ReadyWriter writer;
    private final MonoSink<Long> end;
    private long count;

    GrpcUpload(ReadyWriter writer, MonoSink<Long> end) {
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
        if (status.isOk()) {
            end.success(count);
        } else {
            end.error(status.asRuntimeException());
        }
    }
}
