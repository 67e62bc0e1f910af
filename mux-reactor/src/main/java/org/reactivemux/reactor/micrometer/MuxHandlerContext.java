package org.reactivemux.reactor.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxChannel;
import org.reactivemux.reactor.micrometer.MuxObservationDocumentation.Outcome;

/** The run of a handler; a tracer finds the opener's trace in the metadata of the channel, which is the carrier. */
public final class MuxHandlerContext extends ReceiverContext<MuxChannel> {
    private final MuxChannel channel;
    private volatile Outcome outcome = Outcome.UNKNOWN;

    MuxHandlerContext(MuxChannel channel) {
        super(MuxHandlerContext::entry, Kind.SERVER);
        this.channel = channel;
        setCarrier(channel);
    }

    private static @Nullable String entry(MuxChannel channel, String key) {
        ByteBuffer value = channel.metadata().get(key);
        return value == null ? null : UTF_8.decode(value).toString();
    }

    /**
     * The channel that is served.
     *
     * @return the channel
     */
    public MuxChannel channel() {
        return channel;
    }

    /**
     * How it ended.
     *
     * @return the outcome, known when the observation is stopped
     */
    public Outcome outcome() {
        return outcome;
    }

    void ended(Outcome seen) {
        outcome = seen;
    }
}
