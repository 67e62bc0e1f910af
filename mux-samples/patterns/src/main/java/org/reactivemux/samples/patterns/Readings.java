package org.reactivemux.samples.patterns;

import java.nio.ByteBuffer;
import java.util.Map;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.FanIn;
import org.reactivemux.reactor.MuxServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many producers, each in a process of its own, and one receiver. */
public final class Readings {
    private final FanIn readings = FanIn.create();

    /**
     * The receiver's server.
     *
     * @param socket where producers connect
     * @return the server
     */
    public MuxServer server(String socket) {
        return MuxServer.create().unix(socket).handle("readings", readings);
    }

    /**
     * What all producers send.
     *
     * @return each reading with its producer, as fast as they are taken
     */
    public Flux<Map.Entry<String, String>> all() {
        return readings.messages().map(message -> Map.entry(producer(message.sender()), Text.decode(message.buffer())));
    }

    private static String producer(FanIn.Sender sender) {
        return Text.decode(sender.metadata().getOrDefault("producer", Text.encode("unknown")));
    }

    /**
     * A producer: sends as fast as the receiver takes, and waits for one that is not there.
     *
     * @param mux a connection that re-establishes itself
     * @param producer its name
     * @param values what it sends
     * @return completes when the receiver has taken all of them
     */
    public static Mono<Void> produce(MuxConnection mux, String producer, Flux<ByteBuffer> values) {
        ChannelSpec spec = ChannelSpec.named("readings").metadata("producer", Text.encode(producer));
        return mux.exchange(spec, values).then();
    }
}
