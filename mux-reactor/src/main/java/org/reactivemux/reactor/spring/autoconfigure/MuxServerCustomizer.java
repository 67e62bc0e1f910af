package org.reactivemux.reactor.spring.autoconfigure;

import org.reactivemux.reactor.MuxServer;

/** Changes the server of the application, such as by an authoriser; beans of this type are asked in their order. */
@FunctionalInterface
public interface MuxServerCustomizer {

    /**
     * Changes the server before it is bound.
     *
     * @param server as properties, handlers and the customizers before this one have made it
     * @return a changed copy, or the same
     */
    MuxServer customize(MuxServer server);
}
