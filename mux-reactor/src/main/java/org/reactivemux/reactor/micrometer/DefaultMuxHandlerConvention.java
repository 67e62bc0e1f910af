package org.reactivemux.reactor.micrometer;

import io.micrometer.common.KeyValues;
import org.reactivemux.reactor.micrometer.MuxObservationDocumentation.HighCardinalityKey;
import org.reactivemux.reactor.micrometer.MuxObservationDocumentation.LowCardinalityKey;

/** Handlers' runs as {@link MuxObservationDocumentation#HANDLER} has them; their contextual name is the channel's. */
public class DefaultMuxHandlerConvention implements MuxHandlerConvention {
    static final String NAME = "mux.handler";

    static final DefaultMuxHandlerConvention INSTANCE = new DefaultMuxHandlerConvention();

    private static final String UNNAMED = "handler";

    /** Nothing to be set. */
    public DefaultMuxHandlerConvention() {}

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String getContextualName(MuxHandlerContext context) {
        String channel = context.channel().name();
        return channel.isEmpty() ? UNNAMED : channel;
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(MuxHandlerContext context) {
        return KeyValues.of(
                LowCardinalityKey.OUTCOME.withValue(Codes.lowerCase(context.outcome())),
                LowCardinalityKey.CODE.withValue(Codes.of(context.getError())));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(MuxHandlerContext context) {
        return KeyValues.of(
                HighCardinalityKey.CHANNEL.withValue(context.channel().name()));
    }
}
