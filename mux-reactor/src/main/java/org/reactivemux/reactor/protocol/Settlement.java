package org.reactivemux.reactor.protocol;

import org.reactivemux.ChannelSnapshot.Direction;

/**
 * What follows from a channel's state: frames owed, data to schedule, or its end. It is drawn once the observer has
 * looked, and what waits for the OPEN or the ACK again when that is written.
 */
final class Settlement {
    private Settlement() {}

    static void settle(Channel channel) {
        Session session = channel.session();
        if (channel.isPlain()) {
            owePlainClose(channel);
        } else if (isFinished(channel.outbound())) {
            channel.owed().add(ControlFrames.FIN);
        }
        proceed(channel);
        channel.outbound().look(session.clockwork().now());
        if (channel.owesFrames()) {
            session.output().listForControl(channel);
        }
        channel.freeIfDone();
    }

    /** Grants, and a turn for what is sendable, once the OPEN or the ACK has gone before them (C-28). */
    static void proceed(Channel channel) {
        oweGrants(channel);
        Output output = channel.session().output();
        if (!channel.outbound().isSendable()) {
            output.pass(channel);
        } else if (channel.admission().isOnTheWire()) {
            output.schedule(channel);
        }
    }

    private static boolean isFinished(Outbound outbound) {
        return outbound.state() == Direction.ENDING && outbound.isDrained();
    }

    /**
     * There is one CLOSE for both directions of a plain channel. It goes out behind the data when the writer has
     * completed and the reader has ended or gone too (P-14); by option without waiting for the reader (P-15).
     */
    private static void owePlainClose(Channel channel) {
        Outbound outbound = channel.outbound();
        if (!isFinished(outbound)) {
            return;
        }
        Inbound inbound = channel.inbound();
        if (inbound.isOver() || channel.session().options().closePlainAtCompletion()) {
            inbound.closedHere();
            channel.owed().add(ControlFrames.CLOSE);
        } else if (!outbound.awaitsFlush() && !outbound.isWritten()) {
            channel.session().output().endWithItsData(channel);
        }
    }

    private static void oweGrants(Channel channel) {
        Inbound inbound = channel.inbound();
        inbound.fitWindow();
        if (!channel.mayGrant()) {
            return;
        }
        inbound.consumeEarly();
        if (inbound.window().isDue() || inbound.credit().isDue()) {
            channel.owed().add(ControlFrames.GRANT);
        } else if (inbound.window().owed() > 0 || inbound.credit().isOwed()) {
            channel.session().listForGrant(channel);
        }
    }
}
