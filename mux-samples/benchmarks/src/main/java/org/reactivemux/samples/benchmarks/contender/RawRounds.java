package org.reactivemux.samples.benchmarks.contender;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.reactivemux.samples.benchmarks.contender.RawContender.Conversation;
import org.reactivemux.samples.benchmarks.workload.PingPong;
import org.reactivemux.samples.benchmarks.workload.Streams;
import org.reactivemux.samples.benchmarks.workload.Streams.Reading;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;

/** The client of {@link RawContender}. */
final class RawRounds implements Client {
    private final EventLoopGroup group;
    private final Path socket;

    RawRounds(EventLoopGroup group, Path socket) {
        this.group = group;
        this.socket = socket;
    }

    private Mono<? extends Connection> connect(Conversation conversation) {
        return TcpClient.create(ConnectionProvider.newConnection())
                .runOn(group)
                .remoteAddress(() -> conversation.address(socket))
                .connect();
    }

    @Override
    public Mono<Long> stream(Streams load, int messages) {
        if (load.channels() != 1 || load.reading() != Reading.FREELY) {
            return Mono.error(new UnsupportedOperationException("channels, and messages"));
        }
        Order order = new Order(load.size(), messages, load.publishing());
        return switch (load.direction()) {
            case DOWN -> connect(Conversation.STREAM).flatMap(socket -> download(socket, order));
            case UP -> connect(Conversation.COUNT).flatMap(socket -> upload(socket, order));
        };
    }

    private static Mono<Long> download(Connection socket, Order order) {
        ByteTally tally = new ByteTally();
        tally.add(encoded(order));
        Flux<ByteBuf> stream = socket.inbound().receive();
        return socket.outbound()
                .send(Mono.just(encoded(order)))
                .then()
                .thenMany(stream)
                .doOnNext(tally::add)
                .takeUntil(bytes -> tally.isComplete())
                .then(Mono.fromSupplier(tally::messages))
                .doFinally(end -> socket.dispose());
    }

    private static Mono<Long> upload(Connection socket, Order order) {
        return socket.outbound()
                .send(Mono.just(encoded(order)))
                .then(RawContender.send(socket.outbound(), order))
                .then()
                .thenMany(socket.inbound().receive())
                .next()
                .map(ByteBuf::readLong)
                .doFinally(end -> socket.dispose());
    }

    private static ByteBuf encoded(Order order) {
        return Unpooled.wrappedBuffer(order.encode());
    }

    @Override
    public Mono<Histogram> pingPong(PingPong load, int turns) {
        if (load.bulkSize() != 0) {
            return Mono.error(new UnsupportedOperationException("two streams on one socket"));
        }
        return connect(Conversation.ECHO).flatMap(socket -> {
            Rally<ByteBuf> rally = new Rally<>(turns);
            ByteBuf message = Unpooled.directBuffer(load.size()).writerIndex(load.size());
            rally.serve(message.retainedDuplicate());
            socket.outbound().send(rally.outbound(), bytes -> true).then().subscribe();
            return socket.inbound()
                    .receive()
                    .doOnNext(back -> rally.returned(message.retainedDuplicate()))
                    .take(turns)
                    .then(Mono.fromSupplier(rally::nanos))
                    .doFinally(end -> socket.dispose());
        });
    }

    @Override
    public void close() {
        // each round has closed its own connection
    }
}
