package org.reactivemux.samples.webflux.worker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivemux.ChannelStoppedException;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.samples.webflux.market.SimulatedMarket;
import org.reactivemux.samples.webflux.wire.Figures;
import org.reactivemux.samples.webflux.wire.Json;
import org.reactivemux.samples.webflux.wire.Names;
import org.reactivestreams.Publisher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** Publishes trades, a channel for each reader, and knows what it has published. */
@Component
final class TickPublisher implements MuxHandler {
    private final SimulatedMarket market;
    private final Set<Publication> publications = ConcurrentHashMap.newKeySet();

    TickPublisher(SimulatedMarket market) {
        this.market = market;
    }

    @Override
    public Publisher<Void> handle(MuxChannel channel) {
        return Mono.using(
                () -> begin(channel),
                publication -> channel.send(trades(publication).map(Json::write))
                        .onErrorComplete(ChannelStoppedException.class), // which is how a stream without an end ends
                publications::remove);
    }

    private Publication begin(MuxChannel channel) {
        Publication publication = new Publication(channel, said(channel, Names.READER), said(channel, Names.SYMBOL));
        publications.add(publication);
        return publication;
    }

    private Flux<?> trades(Publication publication) {
        return market.ticks(publication.symbol()).doOnNext(publication::produced);
    }

    private static String said(MuxChannel channel, String key) {
        ByteBuffer value = channel.metadata().get(key);
        return value == null ? "" : StandardCharsets.UTF_8.decode(value).toString();
    }

    /** Tells whoever asks how its connection is doing. */
    MuxHandler figures() {
        return new Question<>(
                new TypeReference<Object>() {},
                (channel, all) -> Mono.fromSupplier(() -> figures(channel.connection())));
    }

    private Figures figures(MuxConnection connection) {
        List<Figures.Publication> ofConnection = publications.stream()
                .filter(publication -> publication.isOn(connection))
                .map(publication -> publication.figures(market))
                .toList();
        return new Figures(ProcessHandle.current().pid(), ofConnection, connection.snapshot());
    }
}
