package org.reactivemux.reactor.spring.autoconfigure;

import org.reactivemux.reactor.spring.MuxMessageHandler;

/** Changes what serves annotated methods, such as by a validator; beans of this type are asked in their order. */
@FunctionalInterface
public interface MuxMessageHandlerCustomizer {

    /**
     * Changes the handler before it looks for methods.
     *
     * @param handler as the customizers before this one have made it
     */
    void customize(MuxMessageHandler handler);
}
