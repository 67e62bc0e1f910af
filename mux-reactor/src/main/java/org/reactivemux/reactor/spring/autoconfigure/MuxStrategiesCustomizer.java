package org.reactivemux.reactor.spring.autoconfigure;

import org.reactivemux.reactor.spring.MuxStrategies;

/** Changes the strategies of the application, such as by a codec; beans of this type are asked in their order. */
@FunctionalInterface
public interface MuxStrategiesCustomizer {

    /**
     * Changes the strategies.
     *
     * @param strategies as the customizers before this one have made them
     * @return a changed copy, or the same
     */
    MuxStrategies customize(MuxStrategies strategies);
}
