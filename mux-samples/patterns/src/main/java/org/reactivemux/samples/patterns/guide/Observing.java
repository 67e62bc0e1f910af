package org.reactivemux.samples.patterns.guide;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.reactor.micrometer.MuxMeters;
import org.reactivemux.reactor.micrometer.MuxObservations;

/**
 * A server and a client that are observed.
 *
 * @param server of them
 * @param client of them
 */
public record Observing(MuxServer server, MuxClient client) {

    /**
     * By meters.
     *
     * @param registry of the meters
     * @return both
     */
    public static Observing byMeters(MeterRegistry registry) {
        MuxMeters meters = new MuxMeters(registry); // one for each registry
        MuxServer server = MuxServer.create().unix("/run/app/mux.sock").observe(meters);
        MuxClient client = MuxClient.create().unix("/run/app/mux.sock").observe(meters);
        return new Observing(server, client);
    }

    /**
     * By observations, and with them by traces.
     *
     * @param observationRegistry of the observations
     * @return both
     */
    public static Observing byObservations(ObservationRegistry observationRegistry) {
        MuxObservations observations = MuxObservations.of(observationRegistry);
        MuxServer server = MuxServer.create().unix("/run/app/mux.sock").observe(observations);
        MuxClient client = MuxClient.create().unix("/run/app/mux.sock").observe(observations);
        return new Observing(server, client);
    }
}
