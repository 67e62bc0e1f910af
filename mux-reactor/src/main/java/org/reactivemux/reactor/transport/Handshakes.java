package org.reactivemux.reactor.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.reactivemux.EndpointException;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Those who have been accepted on one address and are no connections yet, for TLS comes first. Nobody is told of them, so
 * they are counted here (docs/protocol.md, L-11), and one that fails is worth a line in the log.
 */
final class Handshakes {
    private static final Logger LOG = Loggers.getLogger(EndpointException.class);

    private final Address address;
    private final int most;
    private final AtomicInteger underWay = new AtomicInteger();

    Handshakes(Address address, int most) {
        this.address = address;
        this.most = most;
    }

    /** Somebody was accepted; with too many others, it is closed unheard. */
    void begin(Channel channel, String before) {
        Watch watch = new Watch(channel.remoteAddress());
        channel.pipeline().addBefore(before, "mux handshake", watch);
        if (underWay.incrementAndGet() > most) {
            channel.close();
        }
        channel.closeFuture().addListener(closed -> watch.over());
    }

    private final class Watch extends ChannelInboundHandlerAdapter {
        private final SocketAddress stranger;
        private boolean over;

        Watch(SocketAddress stranger) {
            this.stranger = stranger;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            over();
            context.fireChannelActive();
            context.pipeline().remove(this);
        }

        void over() {
            if (!over) {
                over = true;
                underWay.decrementAndGet();
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent end && !end.isSuccess()) {
                SSLException tls = TlsFailure.within(end.cause());
                LOG.info(
                        "No TLS connection from {} on {}: {}",
                        stranger,
                        address,
                        tls == null ? "it has gone" : TlsFailure.inWords(tls));
            }
            context.fireUserEventTriggered(event);
        }
    }
}
