package org.reactivemux.reactor.protocol;

/** Room to work in, used again for the next message as long as it is not large. */
final class Scratch {
    /** What most messages fit in. */
    static final int KEPT = 65_536;

    private byte[] kept = {};

    /** Room for at least so many bytes, with anything in it. */
    byte[] room(int bytes) {
        if (bytes <= kept.length) {
            return kept;
        }
        byte[] room = new byte[bytes];
        if (bytes <= KEPT) {
            kept = room;
        }
        return room;
    }
}
