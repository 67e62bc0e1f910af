package org.reactivemux.samples.benchmarks.contender;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.tcp.TcpServer;

/**
 * Reactor Netty by itself: bytes on a socket, no messages, no channels, nothing checked. What the stack beneath allows.
 * A socket carries one conversation, so that each kind has an address of its own and each round a connection.
 *
 * @param group where it runs, which decides the transport
 */
record RawContender(EventLoopGroup group) implements Contender {

    /** What a conversation is about; its socket lies beside the one that was named. */
    enum Conversation {
        STREAM,
        COUNT,
        ECHO;

        DomainSocketAddress address(Path socket) {
            return new DomainSocketAddress(socket + "." + name().charAt(0));
        }
    }

    @Override
    public AutoCloseable serve(Path socket) {
        List<DisposableServer> servers = Arrays.stream(Conversation.values())
                .map(conversation -> listen(conversation, socket))
                .toList();
        return () -> servers.forEach(DisposableServer::disposeNow);
    }

    private DisposableServer listen(Conversation conversation, Path socket) {
        BiFunction<NettyInbound, NettyOutbound, Publisher<Void>> handler = switch (conversation) {
            case STREAM -> RawContender::stream;
            case COUNT -> RawContender::count;
            case ECHO -> RawContender::echo;
        };
        return TcpServer.create()
                .runOn(group)
                .bindAddress(() -> conversation.address(socket))
                .handle(handler)
                .bindNow();
    }

    private static Publisher<Void> stream(NettyInbound in, NettyOutbound out) {
        return order(in).flatMap(order -> send(out, order));
    }

    private static Mono<Order> order(NettyInbound in) {
        return in.receive().next().map(bytes -> Order.decode(bytes.nioBuffer()));
    }

    static Mono<Void> send(NettyOutbound out, Order order) {
        ByteBuf message = Unpooled.directBuffer(order.size()).writerIndex(order.size());
        return out.send(Repeated.of(order.messages(), order.publishing(), message::retainedDuplicate))
                .then()
                .doFinally(end -> message.release());
    }

    /** The order comes before the messages and says how many bytes there will be. */
    private static Publisher<Void> count(NettyInbound in, NettyOutbound out) {
        ByteTally tally = new ByteTally();
        return in.receive()
                .doOnNext(tally::add)
                .takeUntil(bytes -> tally.isComplete())
                .then(Mono.defer(() ->
                        out.send(Mono.just(Unpooled.copyLong(tally.messages()))).then()));
    }

    private static Publisher<Void> echo(NettyInbound in, NettyOutbound out) {
        return out.send(in.receive().retain(), bytes -> true);
    }

    @Override
    public Client connect(Path socket) {
        return new RawRounds(group, socket);
    }
}
