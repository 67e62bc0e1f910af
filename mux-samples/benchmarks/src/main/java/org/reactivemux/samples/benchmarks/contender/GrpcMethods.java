package org.reactivemux.samples.benchmarks.contender;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;

/** What {@link GrpcService} offers. */
final class GrpcMethods {
    static final String SERVICE = "benchmarks";

    /** An order, and what was ordered. */
    static final MethodDescriptor<byte[], byte[]> STREAM = method("stream", MethodType.SERVER_STREAMING);

    /** Messages, and how many there were. */
    static final MethodDescriptor<byte[], byte[]> COUNT = method("count", MethodType.CLIENT_STREAMING);

    /** A message, and the same. */
    static final MethodDescriptor<byte[], byte[]> ANSWER = method("answer", MethodType.UNARY);

    /** Each message again. */
    static final MethodDescriptor<byte[], byte[]> ECHO = method("echo", MethodType.BIDI_STREAMING);

    /** Nothing either way. */
    static final MethodDescriptor<byte[], byte[]> IDLE = method("idle", MethodType.BIDI_STREAMING);

    private GrpcMethods() {}

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(PlainBytes.INSTANCE)
                .setResponseMarshaller(PlainBytes.INSTANCE)
                .build();
    }
}
