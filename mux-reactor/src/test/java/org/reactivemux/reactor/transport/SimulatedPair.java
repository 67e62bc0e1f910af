package org.reactivemux.reactor.transport;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.protocol.Role;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.Routes;
import org.reactivemux.reactor.reactive.Terms;

/**
 * Two whole ends, established over a link in memory that cuts what it carries.
 *
 * @param client the end that connected
 * @param server the end that accepted
 */
public record SimulatedPair(MuxConnection client, MuxConnection server) {

    /**
     * Joins two ends.
     *
     * @param cutting replaces the pieces of a batch by others with the same bytes
     */
    public static SimulatedPair join(
            UnaryOperator<List<ByteBuffer>> cutting,
            MuxOptions clientOptions,
            Routes clientRoutes,
            MuxOptions serverOptions,
            Routes serverRoutes) {
        MemoryLink link = new MemoryLink(cutting);
        Connection client = link.join(
                wire -> new Connection(Role.INITIATOR, new Terms(clientOptions, clientRoutes, null, List.of()), wire));
        Connection server = link.join(
                wire -> new Connection(Role.ACCEPTOR, new Terms(serverOptions, serverRoutes, null, List.of()), wire));
        link.start();
        return new SimulatedPair(client, server);
    }
}
