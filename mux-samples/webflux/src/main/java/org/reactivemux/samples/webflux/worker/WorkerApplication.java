package org.reactivemux.samples.webflux.worker;

import java.time.Duration;
import java.util.Objects;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.samples.webflux.market.SimulatedMarket;
import org.reactivemux.samples.webflux.wire.Names;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The worker's parts. */
@SpringBootApplication(proxyBeanMethods = false)
public class WorkerApplication {
    private static final Duration TIME_TO_BIND = Duration.ofSeconds(10);

    /** The thread that the market belongs to. */
    @Bean(destroyMethod = "dispose")
    Scheduler marketThread() {
        return Schedulers.newSingle("market", true);
    }

    /** The market that is traded here. */
    @Bean(destroyMethod = "dispose")
    SimulatedMarket market(
            @Value("${market.seed}") long seed, @Value("${market.rate}") int rate, Scheduler marketThread) {
        return new SimulatedMarket(seed, rate, marketThread);
    }

    /** The socket, and what is answered on it. */
    @Bean(destroyMethod = "dispose")
    MuxBinding binding(@Value("${market.socket}") String socket, MarketAnswers market, TickPublisher ticks) {
        MuxServer server = MuxServer.create()
                .unix(socket)
                .handle(Names.QUOTES, market.quotes())
                .handle(Names.QUOTE, market.quote())
                .handle(Names.HISTORY, market.history())
                .handle(Names.TICKS, ticks)
                .handle(Names.FIGURES, ticks.figures());
        return Objects.requireNonNull(server.bind().block(TIME_TO_BIND));
    }
}
