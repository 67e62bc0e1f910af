package org.reactivemux.reactor.protocol;

/** Refuses a known TLV entry that comes twice (docs/protocol.md, H-2). */
final class SeenOnce {
    private int seen;

    void see(int id) {
        int bit = 1 << id;
        if ((seen & bit) != 0) {
            throw Rule.WELL_FORMED_TLV.violated("entry " + id + " is there twice");
        }
        seen |= bit;
    }
}
