package org.reactivemux.reactor.protocol;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open channels by id: open addressing with linear probing, because the look-up stands on the path of each frame.
 */
final class ChannelTable {
    private static final int SMALLEST = 16;

    /** A table up to this size is not worth shrinking: requests that come and go would grow it again at once. */
    private static final int KEPT = 1_024;

    private @Nullable Channel[] slots = new Channel[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    @Nullable
    Channel get(int id) {
        @Nullable Channel[] table = slots;
        int mask = table.length - 1;
        for (int i = slot(id, mask); ; i = (i + 1) & mask) {
            Channel there = table[i];
            if (there == null || there.id() == id) {
                return there;
            }
        }
    }

    void add(Channel channel) {
        if (size + 1 > slots.length / 2) {
            resize(slots.length * 2);
        }
        place(slots, channel);
        size++;
    }

    /** Closes the gap by moving back what was displaced, so that no tombstones are needed. */
    void remove(Channel channel) {
        @Nullable Channel[] table = slots;
        int mask = table.length - 1;
        int gap = slot(channel.id(), mask);
        while (table[gap] != channel) {
            if (table[gap] == null) {
                return;
            }
            gap = (gap + 1) & mask;
        }
        size--;
        for (int i = (gap + 1) & mask; ; i = (i + 1) & mask) {
            Channel there = table[i];
            if (there == null) {
                break;
            }
            int home = slot(there.id(), mask);
            if (((i - home) & mask) >= ((i - gap) & mask)) {
                table[gap] = there;
                gap = i;
            }
        }
        table[gap] = null;
        if (table.length > KEPT && size < table.length / 8) {
            resize(table.length / 2);
        }
    }

    void clear() {
        slots = new Channel[SMALLEST];
        size = 0;
    }

    void forEach(Consumer<Channel> action) {
        for (Channel channel : slots.clone()) {
            if (channel != null) {
                action.accept(channel);
            }
        }
    }

    private void resize(int length) {
        @Nullable Channel[] grown = new Channel[length];
        for (Channel channel : slots) {
            if (channel != null) {
                place(grown, channel);
            }
        }
        slots = grown;
    }

    private static void place(@Nullable Channel[] table, Channel channel) {
        int mask = table.length - 1;
        int i = slot(channel.id(), mask);
        while (table[i] != null) {
            i = (i + 1) & mask;
        }
        table[i] = channel;
    }

    /** Ids of one side step by two, so the low bit says little; multiplying spreads those with gaps. */
    private static int slot(int id, int mask) {
        return ((id * 0x9E3779B9) >>> 7) & mask;
    }
}
