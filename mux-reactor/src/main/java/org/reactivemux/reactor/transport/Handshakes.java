package org.reactivemux.reactor.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.reactivemux.EndpointException;
import org.reactivemux.reactor.protocol.Nanos;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Those who have been accepted on one address and are no connections yet, for TLS comes first. Nobody is told of them, so
 * they are counted here (docs/protocol.md, L-11), have their time, and one that fails is worth a line in the log.
 */
public final class Handshakes {
    private static final Logger LOG = Loggers.getLogger(EndpointException.class);

    private final int most;
    private final Duration patience;
    private final Set<Channel> underWay = new HashSet<>();
    private boolean closed;

    /**
     * None yet.
     *
     * @param most how many there may be at a time
     * @param patience how long one may take
     */
    public Handshakes(int most, Duration patience) {
        this.most = most;
        this.patience = patience;
    }

    /** Somebody was accepted; with too many others, it is closed unheard. */
    void begin(Channel channel, String before) {
        Watch watch = new Watch(channel);
        channel.pipeline().addBefore(before, "mux handshake", watch);
        if (!admit(channel)) {
            channel.close();
        }
        channel.closeFuture().addListener(end -> watch.over());
    }

    private synchronized boolean admit(Channel channel) {
        underWay.add(channel);
        return !closed && underWay.size() <= most;
    }

    private synchronized void forget(Channel channel) {
        underWay.remove(channel);
    }

    /** Nobody is let in any more. */
    void close() {
        List<Channel> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(underWay);
        }
        left.forEach(Channel::close);
    }

    private final class Watch extends ChannelInboundHandlerAdapter {
        private final Channel channel;
        private final SocketAddress stranger;
        private final SocketAddress here;
        private final Future<?> timer;
        private boolean late;

        Watch(Channel channel) {
            this.channel = channel;
            this.stranger = channel.remoteAddress(); // which is not known any more when it is closed
            this.here = channel.localAddress();
            this.timer = channel.eventLoop().schedule(this::giveUp, Nanos.of(patience), TimeUnit.NANOSECONDS);
        }

        private void giveUp() {
            late = true;
            channel.close();
        }

        void over() {
            timer.cancel(false);
            forget(channel);
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            over();
            context.fireChannelActive();
            context.pipeline().remove(this);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent end && !end.isSuccess()) {
                LOG.info(
                        "No TLS connection from {} on {}: {}", stranger, here, inWords(TlsFailure.within(end.cause())));
            }
            context.fireUserEventTriggered(event);
        }

        private String inWords(@Nullable SSLException failure) {
            if (late) {
                return "its handshake was not done in time";
            }
            return failure == null ? "it has gone" : TlsFailure.inWords(failure);
        }
    }
}
