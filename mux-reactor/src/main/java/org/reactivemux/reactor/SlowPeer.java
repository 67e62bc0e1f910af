package org.reactivemux.reactor;

/** What a {@link FanOut} does for a peer that does not keep up, once as many messages wait for it as may. */
public enum SlowPeer {
    /** Drops what is new: the peer hears of everything up to a moment, and later goes on at another. */
    DROP,
    /** Drops what is oldest: the peer hears of the latest as soon as it can. */
    LATEST,
    /** Ends the peer's channel with {@link org.reactivemux.ErrorCode#LIMIT_EXCEEDED}: it hears everything or nothing. */
    ERROR
}
