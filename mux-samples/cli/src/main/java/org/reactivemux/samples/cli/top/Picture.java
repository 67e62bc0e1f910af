package org.reactivemux.samples.cli.top;

import java.util.List;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * All connections of a server at one moment.
 *
 * @param connections in no particular order
 */
public record Picture(List<Sighting> connections) {

    /**
     * Asks a server.
     *
     * @param server lazily, once for each subscription
     * @return the picture; fails as an exchange does
     */
    public static Mono<Picture> of(MuxConnection server) {
        return server.exchange(TopHandler.CHANNEL, Flux.empty())
                .map(Sighting::ofJson)
                .collectList()
                .map(Picture::new);
    }
}
