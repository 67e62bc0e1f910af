package org.reactivemux.reactor.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The heads of late. Channels that are opened alike share one, so that a name is held once and not for each of them.
 * Metadata is mostly a channel's own; a head that has some is nobody else's.
 */
final class RecentHeads {
    private static final int KEPT = 16;

    private final @Nullable ChannelHead[] kept = new ChannelHead[KEPT];

    /** That head, or an equal one from before. */
    ChannelHead shared(ChannelHead head) {
        if (!head.metadata().isEmpty()) {
            return head;
        }
        int place = Math.floorMod(head.hashCode(), KEPT);
        ChannelHead recent = kept[place];
        if (recent != null && recent.equals(head)) {
            return recent;
        }
        kept[place] = head;
        return head;
    }
}
