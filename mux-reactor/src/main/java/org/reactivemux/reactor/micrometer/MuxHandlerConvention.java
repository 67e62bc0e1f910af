package org.reactivemux.reactor.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** Names of and key values for the observations of handlers. */
public interface MuxHandlerConvention extends ObservationConvention<MuxHandlerContext> {
    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof MuxHandlerContext;
    }
}
