package org.reactivemux.samples.patterns.guide;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import reactor.core.publisher.Flux;

/** The README's few lines: a whole program, with both ends in one process. */
public final class Hello {
    private Hello() {}

    /**
     * Sends two messages there and back, and prints what comes.
     *
     * @param args the path of the socket
     */
    public static void main(String[] args) {
        String socket = args[0]; // such as /tmp/hello.sock

        MuxServer.create()
                .unix(socket)
                .handle("echo", channel -> channel.send(channel.receive()))
                .bind()
                .block();

        MuxConnection mux = MuxClient.create().unix(socket).connect().block();
        mux.exchange("echo", Flux.just("hello", "world").map(UTF_8::encode))
                .limitRate(32) // the peer sends 32 messages ahead, and no more
                .map(UTF_8::decode)
                .doOnNext(System.out::println)
                .blockLast();
    }
}
