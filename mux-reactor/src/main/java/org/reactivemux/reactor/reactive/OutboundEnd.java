package org.reactivemux.reactor.reactive;

/** How an outbound ended; exactly one of these is called, once, on the event loop. */
interface OutboundEnd {

    /** Everything was handed to the operating system, and the peer has accepted the channel. */
    void written();

    /** The peer wants no more. */
    void stopped();

    /** The publisher failed, or the channel did. */
    void failed(Throwable cause);
}
