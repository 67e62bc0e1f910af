package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The heads of late, with their payloads. Channels that are opened alike share one, so that a name is held once and not
 * for each of them, and is neither encoded nor decoded again. Metadata is mostly a channel's own; a head that has some is
 * nobody else's.
 */
final class RecentHeads {
    private static final int KEPT_BITS = 4;
    private static final int KEPT = 1 << KEPT_BITS;

    /** Spreads the bits of a word over its upper ones. */
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final @Nullable Known[] sent = new Known[KEPT];
    private final @Nullable Known[] received = new Known[KEPT];

    private static final class Known {
        private final ChannelHead head;
        private final byte[] payload;

        Known(ChannelHead head, byte[] payload) {
            this.head = head;
            this.payload = payload;
        }
    }

    /** That head, or an equal one from before. */
    ChannelHead shared(ChannelHead head) {
        return head.metadata().isEmpty() ? known(head).head : head;
    }

    /** The payload of the OPEN; not to be modified. */
    byte[] encoded(ChannelHead head) {
        return head.metadata().isEmpty() ? known(head).payload : head.encode();
    }

    private Known known(ChannelHead head) {
        int place = Math.floorMod(head.hashCode(), KEPT);
        Known known = sent[place];
        if (known == null || !known.head.equals(head)) {
            known = new Known(head, head.encode());
            sent[place] = known;
        }
        return known;
    }

    /** The head that the payload of an OPEN says, the same one as before if it was the same payload. */
    ChannelHead decoded(ByteBuffer payload) {
        int place = place(payload);
        Known known = received[place];
        if (known != null && payload.equals(ByteBuffer.wrap(known.payload))) {
            return known.head;
        }
        byte[] copy = new byte[payload.remaining()];
        payload.get(payload.position(), copy);
        ChannelHead head = ChannelHead.decode(payload);
        if (head.metadata().isEmpty()) {
            received[place] = new Known(head, copy);
        }
        return head;
    }

    /** Where a payload that ends like this one is kept: names differ at their end more often than before it. */
    private static int place(ByteBuffer payload) {
        long word = payload.remaining();
        for (int at = Math.max(payload.position(), payload.limit() - Long.BYTES); at < payload.limit(); at++) {
            word = (word << 8) ^ payload.get(at);
        }
        return (int) ((word * MIX) >>> (Long.SIZE - KEPT_BITS));
    }
}
