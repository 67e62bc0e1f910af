package org.reactivemux.reactor.spring.autoconfigure;

import org.reactivemux.reactor.MuxClient;

/**
 * Changes the client of the application, such as by handlers for channels that the server opens; beans of this type are
 * asked in their order.
 */
@FunctionalInterface
public interface MuxClientCustomizer {

    /**
     * Changes the client before it connects.
     *
     * @param client as properties and the customizers before this one have made it
     * @return a changed copy, or the same
     */
    MuxClient customize(MuxClient client);
}
