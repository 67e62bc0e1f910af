package org.reactivemux.reactor;

import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;

/** Which side serves the channels that the other opens. */
enum HandlerSide {
    SERVER {
        @Override
        MuxConnection openerTo(Sockets sockets, MuxHandler handler) {
            return sockets.connectTo(server -> server.handle(NAME, handler));
        }
    },
    CLIENT {
        @Override
        MuxConnection openerTo(Sockets sockets, MuxHandler handler) {
            sockets.bind(sockets.server());
            return sockets.otherEndOf(sockets.connect(sockets.client()
                    .handle(Sockets.ECHO, channel -> channel.send(channel.receive()))
                    .handle(NAME, handler)));
        }
    };

    /** What the handler serves. */
    static final String NAME = "handled";

    /** Connects the two sides, and gives the end from which the handler's channels are opened. */
    abstract MuxConnection openerTo(Sockets sockets, MuxHandler handler);
}
