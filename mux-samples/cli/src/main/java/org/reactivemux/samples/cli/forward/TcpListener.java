package org.reactivemux.samples.cli.forward;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import reactor.core.publisher.Mono;
import reactor.netty.FutureMono;

/** Somewhere TCP clients can connect. */
public final class TcpListener {
    private final Channel channel;

    TcpListener(Channel channel) {
        this.channel = channel;
    }

    /**
     * Where it is.
     *
     * @return with the port that was taken, where any was asked for
     */
    public HostAndPort address() {
        InetSocketAddress bound = (InetSocketAddress) channel.localAddress();
        return new HostAndPort(bound.getAddress().getHostAddress(), bound.getPort());
    }

    /**
     * Stops listening; the connections go on. Lazy.
     *
     * @return completes when nobody can connect any more
     */
    public Mono<Void> close() {
        return FutureMono.deferFuture(channel::close);
    }

    /**
     * The end of the listening.
     *
     * @return completes then; cancelling only stops the watching
     */
    public Mono<Void> onClose() {
        return FutureMono.from(channel.closeFuture());
    }
}
