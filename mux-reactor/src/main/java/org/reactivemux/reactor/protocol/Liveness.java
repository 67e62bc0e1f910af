package org.reactivemux.reactor.protocol;

/**
 * Whether the peer is still there (docs/protocol.md, K-5): any byte received is a sign of life; after a silent interval
 * it is asked for one, and after a further silence given up.
 */
final class Liveness {
    private final long interval;
    private final long timeout;
    private long lastSign;
    private long asked;
    private Waiting waiting = Waiting.FOR_SILENCE;

    private enum Waiting {
        FOR_SILENCE,
        FOR_ANSWER,
        SECOND_LOOK
    }

    /** What is to be done about the peer's silence. */
    enum Verdict {
        ALIVE,
        ASK,
        DEAD
    }

    Liveness(long interval, long timeout, long now) {
        this.interval = interval;
        this.timeout = timeout;
        this.lastSign = now;
    }

    void sign(long now) {
        lastSign = now;
        waiting = Waiting.FOR_SILENCE;
    }

    long deadline() {
        return switch (waiting) {
            case FOR_SILENCE -> lastSign + interval;
            case FOR_ANSWER -> asked + timeout;
            case SECOND_LOOK -> asked;
        };
    }

    /**
     * A deadline that passes is no proof: this side may have stood still and the answer lie unread. So the last step
     * comes a little later, after reading has had its chance (K-6).
     */
    Verdict look(long now) {
        if (now - deadline() < 0) {
            return Verdict.ALIVE;
        }
        switch (waiting) {
            case FOR_SILENCE -> {
                waiting = Waiting.FOR_ANSWER;
                asked = now;
                return Verdict.ASK;
            }
            case FOR_ANSWER -> {
                waiting = Waiting.SECOND_LOOK;
                asked = now + timeout / 16;
                return Verdict.ALIVE;
            }
            default -> {
                return Verdict.DEAD;
            }
        }
    }
}
