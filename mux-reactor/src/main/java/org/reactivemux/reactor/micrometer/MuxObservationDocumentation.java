package org.reactivemux.reactor.micrometer;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** What is observed, and which key values say what of it. */
public enum MuxObservationDocumentation implements ObservationDocumentation {
    /**
     * An operation of this side's program on a channel of its own, from its subscription to its end; of an {@code open}
     * to the peer's answer.
     */
    EXCHANGE {
        @Override
        public String getName() {
            return DefaultMuxExchangeConvention.NAME;
        }

        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return DefaultMuxExchangeConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return new KeyName[] {LowCardinalityKey.OPERATION, LowCardinalityKey.OUTCOME, LowCardinalityKey.CODE};
        }
    },

    /** The run of a handler on a channel that the peer opened. */
    HANDLER {
        @Override
        public String getName() {
            return DefaultMuxHandlerConvention.NAME;
        }

        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return DefaultMuxHandlerConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return new KeyName[] {LowCardinalityKey.OUTCOME, LowCardinalityKey.CODE};
        }
    };

    @Override
    public KeyName[] getHighCardinalityKeyNames() {
        return HighCardinalityKey.values();
    }

    /** Keys whose values are few, so that meters may have them as tags. */
    public enum LowCardinalityKey implements KeyName {
        /** What the program has asked for: {@code exchange}, {@code request} or {@code open}. */
        OPERATION,
        /** How it ended: {@code completed}, {@code cancelled} or {@code failed}; {@code unknown} while it goes on. */
        OUTCOME,
        /** The name of the error's code, {@code APPLICATION} for those of applications; {@code NONE} without one. */
        CODE;

        @Override
        public String asString() {
            return Codes.lowerCase(this);
        }
    }

    /** Keys with any number of values. */
    public enum HighCardinalityKey implements KeyName {
        /** The channel's name. */
        CHANNEL;

        @Override
        public String asString() {
            return Codes.lowerCase(this);
        }
    }

    /** How what is observed ended. */
    public enum Outcome {
        /** It goes on. */
        UNKNOWN,
        /** In good order. */
        COMPLETED,
        /** Nobody wanted it any more: its subscriber has gone, or, of a handler, its channel. */
        CANCELLED,
        /** By an error. */
        FAILED
    }
}
