package org.reactivemux.samples.benchmarks.contender;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.reactivemux.samples.benchmarks.workload.Streams.Publishing;
import reactor.core.scheduler.Schedulers;

/** Fills an order on a call of gRPC: sends while the call is ready, and goes on when it is so again. */
final class ReadyWriter {
    private final BooleanSupplier ready;
    private final Consumer<byte[]> sender;
    private final Runnable end;
    private final Executor publisher;
    private final byte[] message;
    private int left;
    private boolean ended;

    private ReadyWriter(BooleanSupplier ready, Consumer<byte[]> sender, Runnable end, Order order) {
        this.ready = ready;
        this.sender = sender;
        this.end = end;
        publisher = publisher(order.publishing());
        message = new byte[order.size()];
        left = order.messages();
    }

    static ReadyWriter on(ClientCall<byte[], byte[]> call, Order order) {
        return new ReadyWriter(call::isReady, call::sendMessage, call::halfClose, order);
    }

    static ReadyWriter on(ServerCall<byte[], byte[]> call, Order order) {
        return new ReadyWriter(call::isReady, call::sendMessage, () -> call.close(Status.OK, new Metadata()), order);
    }

    /** One thread for all calls, as {@link Repeated} has it. */
    private static Executor publisher(Publishing publishing) {
        return switch (publishing) {
            case IN_PLACE -> Runnable::run;
            case OTHER_THREAD -> Schedulers.single()::schedule;
        };
    }

    /** The call is ready. */
    void write() {
        publisher.execute(this::publish);
    }

    private void publish() {
        while (left > 0 && ready.getAsBoolean()) {
            left--;
            sender.accept(message);
        }
        if (left == 0 && !ended) {
            ended = true;
            end.run();
        }
    }
}
