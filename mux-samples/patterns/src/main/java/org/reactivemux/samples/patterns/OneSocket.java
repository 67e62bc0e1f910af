package org.reactivemux.samples.patterns;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What replaces {@link ManySockets}: one socket, and a channel for each conversation. */
public final class OneSocket {
    private OneSocket() {}

    /**
     * Serves all services on one socket, and the first also to peers that name none.
     *
     * @param socket its path
     * @param quotes answers to messages of one service
     * @param orders answers to those of another
     * @return the server
     */
    public static Mono<MuxBinding> serve(
            Path socket, UnaryOperator<ByteBuffer> quotes, UnaryOperator<ByteBuffer> orders) {
        return MuxServer.create()
                .unix(socket)
                .handle("quotes", channel -> answered(channel, quotes))
                .handle("orders", channel -> answered(channel, orders))
                .handle(channel -> answered(channel, quotes)) // a plain peer names no channel
                .bind();
    }

    private static Mono<Void> answered(MuxChannel channel, UnaryOperator<ByteBuffer> answer) {
        return channel.send(channel.receive().map(answer));
    }

    /**
     * Has a conversation on a channel of its own.
     *
     * @param mux the connection of all conversations
     * @param service the name of the service
     * @param messages what is sent
     * @return as many answers
     */
    public static Flux<ByteBuffer> converse(MuxConnection mux, String service, Flux<ByteBuffer> messages) {
        return mux.exchange(service, messages);
    }
}
