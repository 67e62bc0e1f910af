package org.reactivemux.samples.webflux.worker;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.spring.MuxMessageHandler;
import org.reactivemux.samples.webflux.market.SimulatedMarket;
import org.reactivemux.samples.webflux.market.Tick;
import org.reactivemux.samples.webflux.wire.Figures;
import org.reactivemux.samples.webflux.wire.Names;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;

/** Publishes trades, a channel for each reader, and knows what it has published. */
@Controller
final class TickController {
    private final SimulatedMarket market;
    private final Set<Publication> publications = ConcurrentHashMap.newKeySet();

    TickController(SimulatedMarket market) {
        this.market = market;
    }

    /** Trades without an end, each made when the channel asks for it. */
    @MessageMapping(Names.TICKS)
    Flux<Tick> ticks(
            @Header(Names.SYMBOL) String symbol,
            @Header(Names.READER) String reader,
            @Header(MuxMessageHandler.CHANNEL_HEADER) MuxChannel channel) {
        return Flux.using(
                () -> begin(new Publication(channel, reader, symbol)),
                publication -> market.ticks(symbol).doOnNext(publication::produced),
                publications::remove);
    }

    private Publication begin(Publication publication) {
        publications.add(publication);
        return publication;
    }

    /** How the connection of whoever asks is doing. */
    @MessageMapping(Names.FIGURES)
    Figures figures(MuxConnection connection) {
        List<Figures.Publication> ofConnection = publications.stream()
                .filter(publication -> publication.isOn(connection))
                .map(publication -> publication.figures(market))
                .toList();
        return new Figures(ProcessHandle.current().pid(), ofConnection, connection.snapshot());
    }
}
