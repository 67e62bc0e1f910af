package org.reactivemux.samples.benchmarks.contender;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.reactivemux.samples.benchmarks.workload.PingPong;
import org.reactivemux.samples.benchmarks.workload.Requests;
import org.reactivemux.samples.benchmarks.workload.Streams;
import org.reactivemux.samples.benchmarks.workload.Streams.Publishing;
import org.reactivemux.samples.benchmarks.workload.Streams.Reading;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The client of {@link GrpcContender}: gRPC's own calls, with a Mono for the end of a round.
 *
 * @param channel to the server, one connection
 */
record GrpcRounds(ManagedChannel channel) implements Client {
    /** Opened at a time, so that a million are never under way at once. */
    private static final int OPENING = 1_024;

    private ClientCall<byte[], byte[]> call(MethodDescriptor<byte[], byte[]> method) {
        return channel.newCall(method, CallOptions.DEFAULT);
    }

    @Override
    public Mono<Long> stream(Streams load, int messages) {
        Order order = new Order(load.size(), messages, load.publishing());
        Mono<Long> one = switch (load.direction()) {
            case DOWN -> download(order, load.reading());
            case UP -> upload(order, load.reading());
        };
        return load.channels() == 1
                ? one
                : Flux.range(0, load.channels())
                        .flatMap(channel -> one, load.channels())
                        .reduce(0L, Long::sum);
    }

    private Mono<Long> download(Order order, Reading reading) {
        int ahead = switch (reading) {
            case FREELY -> BatchedReader.AHEAD;
            case ONE_AT_A_TIME -> 1;
        };
        return Mono.create(end -> stream(order, ahead, GrpcEnd.of(end)));
    }

    private ClientCall<byte[], byte[]> stream(Order order, int ahead, GrpcEnd end) {
        ClientCall<byte[], byte[]> call = call(GrpcMethods.STREAM);
        call.start(new GrpcDownload(new BatchedReader(call::request, ahead), end), new Metadata());
        call.request(ahead);
        call.sendMessage(order.encode().array());
        call.halfClose();
        return call;
    }

    private Mono<Long> upload(Order order, Reading reading) {
        if (reading != Reading.FREELY) {
            return Mono.error(new UnsupportedOperationException("a server that reads one at a time"));
        }
        return Mono.create(end -> {
            ClientCall<byte[], byte[]> call = call(GrpcMethods.COUNT);
            call.start(new GrpcUpload(ReadyWriter.on(call, order), GrpcEnd.of(end)), new Metadata());
            call.request(1);
        });
    }

    @Override
    public Mono<Long> request(Requests load, int requests) {
        byte[] message = new byte[load.size()];
        return Mono.defer(() -> new InTurn(requests, turn -> {
                    StreamObserver<byte[]> answer = new GrpcAnswers(same -> {}, turn::finished, turn::failed);
                    return () -> ClientCalls.asyncUnaryCall(call(GrpcMethods.ANSWER), message, answer);
                })
                .begin(load.atATime())
                .thenReturn((long) requests));
    }

    @Override
    public Mono<Histogram> pingPong(PingPong load, int turns) {
        return Mono.using(
                () -> load.bulkSize() == 0 ? () -> {} : bulk(load.bulkSize()),
                bulk -> pingPong(new byte[load.size()], turns),
                Disposable::dispose);
    }

    /** Streams until disposed. */
    private Disposable bulk(int size) {
        Order endless = new Order(size, Integer.MAX_VALUE, Publishing.IN_PLACE);
        ClientCall<byte[], byte[]> call = stream(endless, BatchedReader.AHEAD, (status, messages) -> {});
        return () -> call.cancel("enough", null);
    }

    private Mono<Histogram> pingPong(byte[] message, int turns) {
        return Mono.create(end -> {
            Rally<byte[]> rally = new Rally<>(turns);
            StreamObserver<byte[]> out = ClientCalls.asyncBidiStreamingCall(
                    call(GrpcMethods.ECHO),
                    new GrpcAnswers(back -> rally.returned(message), () -> end.success(rally.nanos()), end::error));
            rally.serve(message);
            rally.outbound().subscribe(out::onNext, out::onError, out::onCompleted);
        });
    }

    @Override
    public Mono<Void> open(int channels) {
        return Mono.defer(() -> new InTurn(channels, opening -> {
                    GrpcListener listener = new GrpcListener(opening::finished);
                    return () -> listen(listener);
                })
                .begin(OPENING));
    }

    private void listen(GrpcListener listener) {
        ClientCall<byte[], byte[]> call = call(GrpcMethods.IDLE);
        call.start(listener, new Metadata());
        call.request(1);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
        }
    }
}
