package org.reactivemux.samples.patterns.guide;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import reactor.core.publisher.Flux;

/** The README's few lines. */
public final class Hello {
    private final Consumer<ByteBuffer> replies;

    /**
     * Both ends in one process.
     *
     * @param replies is told of each reply
     */
    public Hello(Consumer<ByteBuffer> replies) {
        this.replies = replies;
    }

    /**
     * Sends two messages there and back.
     *
     * @param socket the path of the socket
     * @param hello a message
     * @param world another
     */
    public void run(String socket, ByteBuffer hello, ByteBuffer world) {
        MuxServer.create()
                .unix(socket)
                .handle("echo", channel -> channel.send(channel.receive()))
                .bind()
                .block();

        MuxConnection mux = MuxClient.create().unix(socket).connect().block();
        mux.exchange("echo", Flux.just(hello, world)).limitRate(32).subscribe(this::onReply);
    }

    private void onReply(ByteBuffer reply) {
        replies.accept(reply);
    }
}
