package org.reactivemux.reactor.protocol;

import org.reactivemux.ChannelException;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/**
 * Everything about a session that time decides: the handshake, silence, unanswered OPENs, and the grants that
 * a plain peer must not be left waiting for. All times are nanoseconds from one arbitrary origin.
 */
final class Clockwork {
    /** From here on answered channels behind an unanswered one are swept out; doubles with what remains. */
    private static final int FIRST_SWEEP = 1_024;

    private final Session session;
    private final MuxOptions options;
    private final Liveness liveness;
    private final Stall stall;
    private final BurstQueue<Asked> asked = new BurstQueue<>();
    private final long handshakeDeadline;
    private final SecondLook handshakeLook;
    private final long openTimeout;
    private final SecondLook openLook;
    private int sweepAt = FIRST_SWEEP;
    private boolean grantTimer;
    private long grantDeadline;
    private long now;
    private Peer peer = Peer.UNKNOWN;
    private boolean shakingHands = true;

    private enum Peer {
        UNKNOWN,
        PLAIN,
        EXTENDED
    }

    private record Asked(Channel channel, long deadline) {}

    Clockwork(Session session, long now) {
        this.session = session;
        this.options = session.options();
        this.now = now;
        this.handshakeDeadline = now + Nanos.of(options.handshakeTimeout());
        this.handshakeLook = new SecondLook(Nanos.of(options.handshakeTimeout()));
        this.openTimeout = Nanos.of(options.openTimeout());
        this.openLook = new SecondLook(openTimeout);
        this.stall = new Stall(Nanos.of(options.stallTimeout()), now);
        this.liveness = new Liveness(Nanos.of(options.keepaliveInterval()), Nanos.of(options.keepaliveTimeout()), now);
    }

    void received(long time) {
        now = time;
        liveness.sign(time);
    }

    void greeted(boolean plain) {
        peer = plain ? Peer.PLAIN : Peer.EXTENDED;
    }

    void established() {
        shakingHands = false;
    }

    void opened(Channel channel) {
        if (asked.size() >= sweepAt) {
            asked.removeIf(waiting -> waiting.channel.admission() != Admission.ASKED);
            sweepAt = Math.max(FIRST_SWEEP, 2 * asked.size());
        }
        asked.add(new Asked(channel, now + openTimeout));
    }

    void now(long time) {
        now = time;
    }

    /** The time as it was told last. */
    long now() {
        return now;
    }

    void tick(long time, long outputMark) {
        now = time;
        if (shakingHands) {
            if (handshakeLook.isPassed(time, handshakeDeadline)) {
                giveUp("the peer did not answer within the handshake time-out");
            }
            return;
        }
        grantToPlainPeer();
        failUnanswered();
        watch();
        // P-22: a plain peer's read loop may stand still for long and be healthy.
        if (peer == Peer.EXTENDED
                && stall.look(time, outputMark, session.output().flushedBatch())) {
            giveUp("the peer took nothing of what was written within the stall time-out");
        }
    }

    /** P-11: what was consumed goes back soon, whatever the threshold, for a plain peer may wait for just that. */
    void grantWaits() {
        if (peer == Peer.PLAIN && !grantTimer) {
            grantTimer = true;
            grantDeadline = now + PlainDialect.GRANT_DELAY_NANOS;
        }
    }

    private void grantToPlainPeer() {
        if (grantTimer && now - grantDeadline >= 0) {
            grantTimer = false;
            session.output().pushGrants();
        }
    }

    private void failUnanswered() {
        forgetAnswered();
        while (!asked.isEmpty() && openLook.isPassed(now, asked.element().deadline)) {
            Channel late = asked.remove().channel;
            String text = late + " was not accepted within the open time-out";
            late.abort(ErrorCode.TIMEOUT, text, new ChannelException(ErrorCode.TIMEOUT, text));
            forgetAnswered();
        }
    }

    /** The oldest that is still unanswered comes first. */
    private void forgetAnswered() {
        while (!asked.isEmpty() && asked.element().channel.admission() != Admission.ASKED) {
            asked.remove();
        }
    }

    private void watch() {
        switch (liveness.look(now)) {
            case ALIVE -> {}
            case ASK -> session.pings().send();
            case DEAD -> {
                // K-6, P-22: a plain peer's read loop may stand still for long and be healthy.
                if (peer == Peer.EXTENDED) {
                    giveUp("the peer gave no sign of life within the keepalive time-out");
                } else {
                    liveness.sign(now);
                }
            }
        }
    }

    private void giveUp(String why) {
        session.abort(new ConnectionException(ErrorCode.TIMEOUT, why, null), ErrorCode.TIMEOUT, why);
    }

    long nextDeadline() {
        if (shakingHands) {
            return handshakeLook.next(handshakeDeadline);
        }
        long next = peer == Peer.EXTENDED ? earlier(liveness.deadline(), stall.deadline()) : liveness.deadline();
        forgetAnswered();
        if (!asked.isEmpty()) {
            next = earlier(next, openLook.next(asked.element().deadline));
        }
        if (grantTimer) {
            next = earlier(next, grantDeadline);
        }
        return next;
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }
}
