package org.reactivemux.reactor.protocol;

/**
 * A deadline that passes is no proof: this side may have stood still, and what it waits for lie unread. So it is judged
 * a little later, at a second look, when reading has had its chance (docs/protocol.md, K-6).
 */
final class SecondLook {
    private final long grace;
    private boolean noticed;
    private long noticedAt;

    /** The second look comes after a sixteenth of the time that was waited for. */
    SecondLook(long timeout) {
        grace = timeout / 16;
    }

    /** Whether the deadline has passed for good. */
    boolean isPassed(long now, long deadline) {
        if (now - deadline < 0) {
            noticed = false;
            return false;
        }
        if (!isNoticed(deadline)) {
            noticed = true;
            noticedAt = now;
            return false;
        }
        return now - noticedAt >= grace;
    }

    /** Another deadline than the one before may have passed since the first look. */
    private boolean isNoticed(long deadline) {
        return noticed && noticedAt - deadline >= 0;
    }

    /** When to look next. */
    long next(long deadline) {
        return isNoticed(deadline) ? noticedAt + grace : deadline;
    }

    /** What was waited for has come, or is no longer waited for. */
    void forget() {
        noticed = false;
    }
}
