package org.reactivemux.samples.benchmarks.contender;

import io.grpc.Status;
import reactor.core.publisher.MonoSink;

/** Who is told how a stream of gRPC has ended. */
interface GrpcEnd {

    /** The call was closed after that many messages. */
    void ended(Status status, long messages);

    /** Succeeds with the number of messages. */
    static GrpcEnd of(MonoSink<Long> sink) {
        return (status, messages) -> {
            if (status.isOk()) {
                sink.success(messages);
            } else {
                sink.error(status.asRuntimeException());
            }
        };
    }
}
