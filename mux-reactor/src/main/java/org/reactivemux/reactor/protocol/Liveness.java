package org.reactivemux.reactor.protocol;

/**
 * Whether the peer is still there (docs/protocol.md, K-5): any byte received is a sign of life; after a silent interval
 * it is asked for one, and after a further silence given up.
 */
final class Liveness {
    private final long interval;
    private final long timeout;
    private final SecondLook secondLook;
    private long lastSign;
    private long asked;
    private boolean waitingForAnswer;

    /** What is to be done about the peer's silence. */
    enum Verdict {
        ALIVE,
        ASK,
        DEAD
    }

    Liveness(long interval, long timeout, long now) {
        this.interval = interval;
        this.timeout = timeout;
        this.secondLook = new SecondLook(timeout);
        this.lastSign = now;
    }

    void sign(long now) {
        lastSign = now;
        waitingForAnswer = false;
        secondLook.forget();
    }

    long deadline() {
        return waitingForAnswer ? secondLook.next(asked + timeout) : lastSign + interval;
    }

    Verdict look(long now) {
        if (waitingForAnswer) {
            return secondLook.isPassed(now, asked + timeout) ? Verdict.DEAD : Verdict.ALIVE;
        }
        if (now - deadline() < 0) {
            return Verdict.ALIVE;
        }
        waitingForAnswer = true;
        asked = now;
        return Verdict.ASK;
    }
}
