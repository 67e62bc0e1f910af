package org.reactivemux.samples.benchmarks.contender;

import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;

/**
 * What comes back on a call of gRPC.
 *
 * @param message what to do with each message
 * @param end what to do after the last
 * @param failure what to do instead
 */
record GrpcAnswers(Consumer<byte[]> message, Runnable end, Consumer<Throwable> failure)
        implements StreamObserver<byte[]> {

    @Override
    public void onNext(byte[] next) {
        message.accept(next);
    }

    @Override
    public void onError(Throwable cause) {
        failure.accept(cause);
    }

    @Override
    public void onCompleted() {
        end.run();
    }
}
