package org.reactivemux.samples.cli.forward;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.FutureMono;

/** How TCP connections are made and accepted, and those that are open. */
public final class Tcp {
    /** What somebody who waits puts up with. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Each direction ends for itself, and nothing is read that nobody has asked for. */
    private static final Map<ChannelOption<Boolean>, Boolean> OPTIONS = Map.of(
            ChannelOption.ALLOW_HALF_CLOSURE, true,
            ChannelOption.AUTO_READ, false,
            ChannelOption.AUTO_CLOSE, false,
            ChannelOption.TCP_NODELAY, true,
            ChannelOption.SO_KEEPALIVE, true);

    private final TcpTransport transport;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /**
     * None are open yet.
     *
     * @param transport what moves the bytes
     */
    public Tcp(TcpTransport transport) {
        this.transport = transport;
    }

    /**
     * Connects to the first of the host's addresses that answers. Lazy; cancelling gives up.
     *
     * @return the connection, or an IOException whose message is the reason alone
     */
    Mono<TcpConnection> connect(HostAndPort to) {
        return Mono.fromCallable(() -> InetAddress.getAllByName(to.host()))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapMany(Flux::fromArray)
                .map(address -> connect(new InetSocketAddress(address, to.port())))
                .reduce((first, next) -> first.onErrorResume(failure -> next))
                .flatMap(Function.identity())
                .onErrorMap(Tcp::explained);
    }

    private Mono<TcpConnection> connect(SocketAddress address) {
        return Mono.create(sink -> {
            Bootstrap bootstrap = new Bootstrap()
                    .group(transport.loops())
                    .channelFactory(transport.socket())
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) PATIENCE.toMillis())
                    .handler(initializer(connection -> {}));
            OPTIONS.forEach(bootstrap::option);
            ChannelFuture attempt = bootstrap.connect(address);
            sink.onCancel(() -> attempt.channel().close());
            attempt.addListener(done -> {
                if (done.isSuccess()) {
                    sink.success(attempt.channel().pipeline().get(TcpConnection.class));
                } else {
                    sink.error(done.cause());
                }
            });
        });
    }

    /**
     * Listens. Lazy.
     *
     * @param at where; port 0 takes any that is free
     * @param accepted gets each connection, on its event loop
     * @return the listener, or an IOException whose message is the reason alone
     */
    Mono<TcpListener> listen(HostAndPort at, Consumer<TcpConnection> accepted) {
        return Mono.fromCallable(() -> new InetSocketAddress(InetAddress.getByName(at.host()), at.port()))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(address -> listen(address, accepted))
                .onErrorMap(Tcp::explained);
    }

    private Mono<TcpListener> listen(SocketAddress address, Consumer<TcpConnection> accepted) {
        return Mono.defer(() -> {
            ServerBootstrap bootstrap = new ServerBootstrap()
                    .group(transport.loops())
                    .channelFactory(transport.serverSocket())
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childHandler(initializer(accepted));
            OPTIONS.forEach(bootstrap::childOption);
            ChannelFuture binding = bootstrap.bind(address);
            return FutureMono.from(binding).then(Mono.fromSupplier(() -> new TcpListener(binding.channel())));
        });
    }

    private ChannelInitializer<Channel> initializer(Consumer<TcpConnection> ready) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                open.add(channel);
                TcpConnection connection = new TcpConnection((DuplexChannel) channel);
                channel.pipeline().addLast(connection);
                ready.accept(connection);
            }
        };
    }

    /**
     * The end of all connections that are open at the subscription.
     *
     * @return completes then; cancelling only stops the watching
     */
    public Mono<Void> allClosed() {
        return Flux.defer(() -> Flux.fromIterable(open))
                .flatMap(channel -> FutureMono.from(channel.closeFuture()), Integer.MAX_VALUE)
                .then();
    }

    private static IOException explained(Throwable failure) {
        return new IOException(reason(failure), failure);
    }

    private static String reason(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return "unknown host";
        }
        if (failure instanceof ConnectTimeoutException) {
            return "no answer within %d s".formatted(PATIENCE.toSeconds());
        }
        Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure); // which Netty adds the address to
        String text = String.valueOf(cause.getMessage());
        return text.replaceFirst("^\\w+\\(\\.\\.\\) failed[^:]*: ", ""); // Netty's natives begin with the system call
    }
}
