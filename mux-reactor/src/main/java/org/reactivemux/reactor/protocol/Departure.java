package org.reactivemux.reactor.protocol;

import org.reactivemux.MuxException;

/** How the peer leaves a channel, or one direction of it, and what that does to both. */
final class Departure {
    private Departure() {}

    /** Its STOP (C-24). */
    static void stopped(Channel channel) {
        noteIfInVain(channel);
        channel.outbound().stop();
    }

    /** Its ERROR: it sends nothing more on the channel (C-27). */
    static void failed(Channel channel, MuxException cause) {
        noteIfInVain(channel);
        channel.inbound().endSeen();
        channel.failBoth(cause);
        channel.freeIfDone();
    }

    /** It has not accepted the channel, so what was written on it was not sent either (C-21). */
    static void refused(Channel channel, MuxException cause) {
        channel.session().channels().totals().refusedByPeer();
        channel.outbound().failUnsent(cause);
        channel.answered();
        failed(channel, cause);
    }

    /** Its CLOSE without flags: both directions end (C-26). A plain peer has no other way to end in good order. */
    static void closed(Channel channel) {
        if (!channel.isPlain() || channel.inbound().messages() == 0) {
            noteIfInVain(channel);
        }
        channel.inbound().closed();
        channel.outbound().stop();
        channel.owed().keepOnlyAnswer();
        channel.changedByPeer();
    }

    /** A plain peer's CLOSE before the answer to its OPEN, which must come first (C-15, P-5). */
    static void closedUnanswered(Channel channel) {
        channel.closedUnanswered();
        channel.session().channels().closedUnanswered();
        closed(channel);
        channel.owed().add(ControlFrames.CLOSE_ACK);
    }

    /** L-3: it wants nothing more of a channel it opened. Before anything was sent to it, it was opened in vain. */
    private static void noteIfInVain(Channel channel) {
        boolean itsOwn = !channel.session().role().owns(channel.id());
        Outbound outbound = channel.outbound();
        if (itsOwn && !outbound.isOver() && outbound.messages() == 0) {
            channel.session().floods().reset();
        }
    }
}
