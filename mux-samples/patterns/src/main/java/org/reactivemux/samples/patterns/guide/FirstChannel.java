package org.reactivemux.samples.patterns.guide;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.samples.patterns.Text;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A server with two handlers, and a client that uses them. */
public final class FirstChannel {
    private final String socket;

    /**
     * On one socket.
     *
     * @param socket the path at which the server listens
     */
    public FirstChannel(String socket) {
        this.socket = socket;
    }

    /**
     * Starts the server.
     *
     * @return its binding
     */
    public MuxBinding serve() {
        MuxBinding binding = MuxServer.create()
                .unix(socket)
                .handle("echo", channel -> channel.send(channel.receive()))
                .handle(
                        "time",
                        channel -> channel.send(Flux.interval(Duration.ofSeconds(1))
                                .onBackpressureDrop()
                                .map(this::encode)))
                .bind()
                .block();
        return binding;
    }

    /**
     * Connects.
     *
     * @return the connection
     */
    public MuxConnection connect() {
        MuxConnection mux = MuxClient.create().unix(socket).connect().block();
        return mux;
    }

    /**
     * What may be done with a connection.
     *
     * @param mux the connection
     * @param question a message
     * @param keyboard many messages
     * @return what comes back
     */
    public Flux<ByteBuffer> use(MuxConnection mux, ByteBuffer question, Publisher<ByteBuffer> keyboard) {
        Mono<ByteBuffer> answer = mux.request("echo", question); // one message, one answer
        Flux<ByteBuffer> ticks = mux.exchange("time", Mono.empty()); // a stream
        Flux<ByteBuffer> chat = mux.exchange("echo", keyboard); // both directions at once
        return Flux.concat(answer, chat, ticks.take(1));
    }

    private ByteBuffer encode(long second) {
        return Text.encode("second " + second);
    }
}
