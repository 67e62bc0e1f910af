package org.reactivemux;

/** What a peer speaks; found out by the first frame it sends. */
public enum Dialect {
    /** Frames, channels and byte windows only: no names, no message credit, no half-close. */
    PLAIN,
    /** Everything in docs/protocol.md. */
    EXTENDED
}
