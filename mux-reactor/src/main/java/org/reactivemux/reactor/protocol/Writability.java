package org.reactivemux.reactor.protocol;

/** Whether the transport takes more at the moment, and which channels' writers wait to be asked until it does. */
final class Writability {
    private final BurstQueue<Channel> unasked = new BurstQueue<>();
    private boolean writable = true;

    void set(boolean now) {
        writable = now;
        while (now && !unasked.isEmpty()) {
            Channel channel = unasked.remove();
            channel.listing().leaveUnasked();
            channel.touch();
        }
    }

    /** Whether the channel's writer may be asked for more; if not now, it is looked at when that changes. */
    boolean mayAsk(Channel channel) {
        if (!writable && channel.listing().enterUnasked()) {
            unasked.add(channel);
        }
        return writable;
    }
}
