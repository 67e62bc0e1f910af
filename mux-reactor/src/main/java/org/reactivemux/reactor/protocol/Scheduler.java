package org.reactivemux.reactor.protocol;

import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSpec;

/**
 * Deficit round robin over the channels that have data and may send it (docs/protocol.md, section 11). A channel at its
 * turn gets a quantum in proportion to its weight and sends until that is used up. One that has run dry keeps its turn
 * until it is settled, so that its writer can refill it; one that then has nothing to send, or may not, leaves and comes
 * back at the tail. What it had left is forgotten, what it overdrew is not.
 */
final class Scheduler {
    private final BurstQueue<Channel> active = new BurstQueue<>();
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

    /** A settled channel has nothing to send, or may not: if it is its turn, that is over. */
    void pass(Channel channel) {
        if (serving == channel) {
            leave(channel);
        }
    }

    /** Sends frames of the channels in turn until the batch is full, nothing may be sent, or a channel has run dry. */
    void write(FrameEncoder encoder, Batch batch, long batchNumber) {
        boolean dry = false;
        while (!dry && !batch.isFull()) {
            Channel channel = active.peek();
            if (channel == null) {
                return;
            }
            if (serving != channel) {
                serving = channel;
                Listing account = channel.listing();
                account.deficit(account.deficit() + share(channel.weight()));
            }
            dry = serve(channel, encoder, batch, batchNumber);
        }
    }

    /** True if the channel has run dry: before anyone else is served it is settled, for which it keeps what is left. */
    private boolean serve(Channel channel, FrameEncoder encoder, Batch batch, long batchNumber) {
        Outbound outbound = channel.outbound();
        int granted = channel.listing().deficit();
        int deficit = granted;
        boolean sendable = outbound.isSendable();
        while (sendable && deficit > 0 && !batch.isFull()) {
            deficit -= FrameFormat.HEADER + outbound.write(encoder, batch, batchNumber);
            sendable = outbound.isSendable();
        }
        channel.listing().deficit(deficit);
        boolean sent = deficit < granted;
        if (sent && outbound.isOver()) {
            channel.freeIfDone(); // for its writer only the flush matters now
        } else if (sent) {
            channel.touch();
        }
        boolean dry = sent && outbound.isDry();
        if (deficit <= 0 && sendable) {
            serving = null;
            active.remove();
            active.add(channel);
        } else if (!sendable && !(dry && deficit > 0)) {
            leave(channel);
        }
        return dry;
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
