package org.reactivemux.reactor.micrometer;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivemux.ChannelSpec;
import org.reactivemux.reactor.micrometer.MuxObservationDocumentation.Outcome;

/** An operation of this side's program; what a tracer puts into the carrier becomes metadata of the channel. */
public final class MuxExchangeContext extends SenderContext<Map<String, String>> {

    /** What the program has asked for. */
    public enum Operation {
        /** A stream in either direction. */
        EXCHANGE,
        /** One message for one. */
        REQUEST,
        /** A channel to be used by hand. */
        OPEN
    }

    private final Operation operation;
    private final ChannelSpec spec;
    private volatile Outcome outcome = Outcome.UNKNOWN;

    MuxExchangeContext(Operation operation, ChannelSpec spec) {
        super(new MetadataRoom(spec), Kind.CLIENT);
        this.operation = operation;
        this.spec = spec;
        setCarrier(new LinkedHashMap<>());
    }

    /**
     * What the program has asked for.
     *
     * @return the operation
     */
    public Operation operation() {
        return operation;
    }

    /**
     * The channel as the program wants it opened.
     *
     * @return the spec, without what a tracer has added
     */
    public ChannelSpec spec() {
        return spec;
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

    /** The channel with what a tracer has added. */
    ChannelSpec traced() {
        ChannelSpec traced = spec;
        Map<String, String> carrier = getCarrier();
        if (carrier != null) {
            for (Map.Entry<String, String> entry : carrier.entrySet()) {
                traced = traced.metadata(entry.getKey(), MetadataRoom.bytes(entry.getValue()));
            }
        }
        return traced;
    }
}
