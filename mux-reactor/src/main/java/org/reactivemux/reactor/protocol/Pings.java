package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;

/**
 * PINGs and their answers, in both directions. This side has one under way at a time, of which its hello is the first
 * (docs/protocol.md, H-9, K-3, K-4); the latest that was answered tells the round trip.
 */
final class Pings {
    private static final byte[] NONE = {};

    private final Session session;
    private byte[] underWay;
    private long sentAt;
    private long sent;
    private long roundTrip = -1;

    /** The hello is under way. */
    Pings(Session session, byte[] hello, long now) {
        this.session = session;
        this.underWay = hello;
        this.sentAt = now;
    }

    /** Sends one. If another is under way, its answer is none any more. */
    void send() {
        underWay = ByteBuffer.allocate(Long.BYTES).putLong(++sent).array();
        sentAt = session.clockwork().now();
        session.output().add(0, FrameFormat.PING, 0, underWay);
    }

    boolean isUnderWay() {
        return underWay.length > 0;
    }

    /** The peer's PING goes back as it is (K-3). */
    void answer(ByteBuffer payload) {
        session.floods().ping();
        byte[] echo = new byte[payload.remaining()];
        payload.get(echo);
        session.output().add(0, FrameFormat.PONG, 0, echo);
    }

    /** The peer's PONG, which may answer nothing (K-4). */
    void answered(ByteBuffer payload) {
        if (!isUnderWay() || !payload.equals(ByteBuffer.wrap(underWay))) {
            session.floods().ping();
            return;
        }
        long now = session.clockwork().now();
        underWay = NONE;
        roundTrip = Math.max(0, now - sentAt);
        session.windows().roundTrip(roundTrip, now);
    }

    /** Whether the peer has answered one: the first was the hello, and no other goes out before the handshake is complete. */
    boolean isHelloAnswered() {
        return roundTrip >= 0;
    }

    /** The last round trip measured, in nanoseconds; -1 before the first. */
    long roundTrip() {
        return roundTrip;
    }
}
