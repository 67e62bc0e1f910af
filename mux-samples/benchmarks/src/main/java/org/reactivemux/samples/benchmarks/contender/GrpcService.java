package org.reactivemux.samples.benchmarks.contender;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import java.nio.ByteBuffer;

/** The server of {@link GrpcContender}. */
final class GrpcService {
    private static final ServerCall.Listener<byte[]> LISTENER = new ServerCall.Listener<>() {};

    private GrpcService() {}

    static ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(GrpcMethods.SERVICE)
                .addMethod(GrpcMethods.STREAM, (call, headers) -> stream(call))
                .addMethod(GrpcMethods.COUNT, (call, headers) -> count(call))
                .addMethod(GrpcMethods.ANSWER, ServerCalls.asyncUnaryCall((request, answer) -> {
                    answer.onNext(request);
                    answer.onCompleted();
                }))
                .addMethod(GrpcMethods.ECHO, ServerCalls.asyncBidiStreamingCall(answers -> answers))
                .addMethod(GrpcMethods.IDLE, (call, headers) -> listen(call))
                .build();
    }

    private static ServerCall.Listener<byte[]> stream(ServerCall<byte[], byte[]> call) {
        call.sendHeaders(new Metadata());
        call.request(1);
        return new ServerCall.Listener<>() {
            private Runnable ready = () -> {};

            @Override
            public void onMessage(byte[] order) {
                ready = ReadyWriter.on(call, Order.decode(ByteBuffer.wrap(order)))::write;
                ready.run();
            }

            @Override
            public void onReady() {
                ready.run();
            }
        };
    }

    private static ServerCall.Listener<byte[]> count(ServerCall<byte[], byte[]> call) {
        BatchedReader reader = new BatchedReader(call::request, BatchedReader.AHEAD);
        call.request(BatchedReader.AHEAD);
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                reader.read();
            }

            @Override
            public void onHalfClose() {
                call.sendHeaders(new Metadata());
                call.sendMessage(ByteBuffer.allocate(Long.BYTES)
                        .putLong(reader.messages())
                        .array());
                call.close(Status.OK, new Metadata());
            }
        };
    }

    /** The headers say that the call was accepted. One listener for all, so that it does not count as theirs. */
    private static ServerCall.Listener<byte[]> listen(ServerCall<byte[], byte[]> call) {
        call.sendHeaders(new Metadata());
        call.request(1);
        return LISTENER;
    }
}
