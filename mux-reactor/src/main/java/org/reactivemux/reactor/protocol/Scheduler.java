package org.reactivemux.reactor.protocol;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSpec;

/**
 * Deficit round robin over the channels that have data and may send it (docs/protocol.md, section 11). A channel at its
 * turn gets a quantum in proportion to its weight and sends until that is used up; one that has nothing more to send,
 * or may not, leaves with its deficit forgotten and comes back at the tail.
 */
final class Scheduler {
    private final ArrayDeque<Channel> active = new ArrayDeque<>();
    private int quantum;
    private @Nullable Channel serving;

    /** @param quantum the bytes of one turn at the default weight; at least the largest frame */
    Scheduler(int quantum) {
        this.quantum = quantum;
    }

    void quantum(int bytes) {
        quantum = bytes;
    }

    boolean isIdle() {
        return active.isEmpty();
    }

    void activate(Channel channel) {
        if (channel.listing().enterData()) {
            active.add(channel);
        }
    }

    /** Sends frames of the channels in turn until the batch is full or nothing may be sent. */
    void write(FrameEncoder encoder, Batch batch, long batchNumber) {
        while (!batch.isFull()) {
            Channel channel = active.peek();
            if (channel == null) {
                return;
            }
            if (serving != channel) {
                serving = channel;
                Listing account = channel.listing();
                account.deficit(account.deficit() + share(channel.weight()));
            }
            serve(channel, encoder, batch, batchNumber);
        }
    }

    private void serve(Channel channel, FrameEncoder encoder, Batch batch, long batchNumber) {
        Outbound outbound = channel.outbound();
        int deficit = channel.listing().deficit();
        boolean sendable = outbound.isSendable();
        while (sendable && deficit > 0 && !batch.isFull()) {
            deficit -= FrameFormat.HEADER + outbound.write(encoder, batch, batchNumber);
            sendable = outbound.isSendable();
        }
        channel.listing().deficit(deficit);
        channel.touch();
        if (!sendable) {
            leave(channel);
        } else if (deficit <= 0) {
            serving = null;
            active.remove();
            active.add(channel);
        }
    }

    private void leave(Channel channel) {
        serving = null;
        active.remove();
        channel.listing().leaveData();
    }

    private int share(int weight) {
        return Math.max(1, (int) ((long) quantum * weight / ChannelSpec.DEFAULT_WEIGHT));
    }

    void clear() {
        active.clear();
        serving = null;
    }
}
