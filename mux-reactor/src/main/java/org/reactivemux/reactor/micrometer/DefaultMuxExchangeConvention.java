package org.reactivemux.reactor.micrometer;

import io.micrometer.common.KeyValues;
import org.reactivemux.reactor.micrometer.MuxObservationDocumentation.HighCardinalityKey;
import org.reactivemux.reactor.micrometer.MuxObservationDocumentation.LowCardinalityKey;

/** Exchanges as {@link MuxObservationDocumentation#EXCHANGE} has them; their contextual name is the channel's. */
public class DefaultMuxExchangeConvention implements MuxExchangeConvention {
    static final String NAME = "mux.exchange";

    static final DefaultMuxExchangeConvention INSTANCE = new DefaultMuxExchangeConvention();

    /** Nothing to be set. */
    public DefaultMuxExchangeConvention() {}

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String getContextualName(MuxExchangeContext context) {
        String channel = context.spec().name();
        return channel.isEmpty() ? Codes.lowerCase(context.operation()) : channel;
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(MuxExchangeContext context) {
        return KeyValues.of(
                LowCardinalityKey.OPERATION.withValue(Codes.lowerCase(context.operation())),
                LowCardinalityKey.OUTCOME.withValue(Codes.lowerCase(context.outcome())),
                LowCardinalityKey.CODE.withValue(Codes.of(context.getError())));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(MuxExchangeContext context) {
        return KeyValues.of(
                HighCardinalityKey.CHANNEL.withValue(context.spec().name()));
    }
}
