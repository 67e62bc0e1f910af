package org.reactivemux.reactor.protocol;

/** Which side of the connection: who connected opens odd channels, who accepted it even ones (docs/protocol.md, C-1). */
public enum Role {
    /** The side that connected. */
    INITIATOR(1),
    /** The side that listened. */
    ACCEPTOR(2);

    private final int code;

    Role(int code) {
        this.code = code;
    }

    /** The value of the hello's role setting. */
    int code() {
        return code;
    }

    Role other() {
        return this == INITIATOR ? ACCEPTOR : INITIATOR;
    }

    boolean owns(int channel) {
        return ((channel & 1) == 1) == (this == INITIATOR);
    }
}
