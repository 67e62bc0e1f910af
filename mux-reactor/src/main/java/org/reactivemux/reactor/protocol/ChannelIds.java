package org.reactivemux.reactor.protocol;

import java.util.function.IntPredicate;

/**
 * The ids of one parity: how far they have been used up. Ids wrap, so "above" is serial-number arithmetic
 * (docs/protocol.md, C-10).
 */
final class ChannelIds {
    private final Role owner;
    private int highest;

    /** Ids 1 or 2 come first. */
    ChannelIds(Role owner) {
        this(owner, owner == Role.INITIATOR ? -1 : 0);
    }

    /** Goes on behind {@code highest}, as after a long life. */
    ChannelIds(Role owner, int highest) {
        this.owner = owner;
        this.highest = highest;
    }

    /** The next id that no open channel has; 0 is the connection's own (C-11). */
    int take(IntPredicate isOpen) {
        do {
            highest += 2;
        } while (highest == 0 || isOpen.test(highest));
        return highest;
    }

    /** Whether the id was never used: its channel cannot have existed. */
    boolean isAbove(int id) {
        return id - highest > 0;
    }

    /** An OPEN was seen, be it accepted or refused; ids that were left out count as used. */
    void raise(int id) {
        if (!owner.owns(id) || id == 0) {
            throw Rule.PARITY.violated("the %s cannot open channel %s"
                    .formatted(owner == Role.INITIATOR ? "initiator" : "acceptor", Integer.toUnsignedString(id)));
        }
        if (!isAbove(id)) {
            throw Rule.NEW_ID.violated("channel %s is at or below %s, the highest opened"
                    .formatted(Integer.toUnsignedString(id), Integer.toUnsignedString(highest)));
        }
        highest = id;
    }
}
