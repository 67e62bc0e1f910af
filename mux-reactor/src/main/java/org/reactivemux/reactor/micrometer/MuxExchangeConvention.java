package org.reactivemux.reactor.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** Names of and key values for the observations of exchanges. */
public interface MuxExchangeConvention extends ObservationConvention<MuxExchangeContext> {
    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof MuxExchangeContext;
    }
}
