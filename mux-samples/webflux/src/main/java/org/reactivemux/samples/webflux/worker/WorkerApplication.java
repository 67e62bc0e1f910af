package org.reactivemux.samples.webflux.worker;

import org.reactivemux.samples.webflux.market.SimulatedMarket;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The worker's parts. {@code mux.server.addresses} says where it listens; its {@code @MessageMapping} methods serve the
 * channels.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class WorkerApplication {
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
}
