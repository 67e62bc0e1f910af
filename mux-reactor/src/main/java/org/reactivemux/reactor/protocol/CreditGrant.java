package org.reactivemux.reactor.protocol;

/**
 * The messages this side lets the peer send on one channel: at any time as many as were ever requested, or the prefetch
 * if that is more (docs/protocol.md, W-11). Counts what is outstanding, never totals, so nothing saturates.
 */
final class CreditGrant {
    private int left;
    private int recentDemand;
    private long owed; // below zero as long as the prefetch is ahead of what was requested
    private Limit limit;

    private enum Limit {
        COUNTED,
        LIFTING,
        LIFTED
    }

    /** @param prefetch messages granted before any request, or {@link FrameFormat#UNBOUNDED} */
    CreditGrant(int prefetch) {
        limit = prefetch == FrameFormat.UNBOUNDED ? Limit.LIFTED : Limit.COUNTED;
        left = limit == Limit.LIFTED ? 0 : prefetch;
        owed = -left;
    }

    /** What the peer may still send; -1 without limit. */
    int left() {
        return limit == Limit.LIFTED ? -1 : left;
    }

    boolean isOwed() {
        return limit == Limit.LIFTING || (owed > 0 && left < Integer.MAX_VALUE);
    }

    /**
     * The reader requests more.
     *
     * @param messages {@code Long.MAX_VALUE} lifts the limit for good
     * @param demand what the reader has requested in all and not yet got
     */
    void request(long messages, long demand) {
        if (limit != Limit.COUNTED) {
            return;
        }
        if (demand == Long.MAX_VALUE) {
            limit = Limit.LIFTING;
            return;
        }
        owed += messages;
        recentDemand = (int) Math.min(demand, Integer.MAX_VALUE);
    }

    /** W-5: a message has begun. */
    void receive() {
        if (limit == Limit.LIFTED) {
            return;
        }
        if (left == 0) {
            throw Rule.CREDIT.violated("a message where none was requested");
        }
        left--;
    }

    /**
     * W-15: at once when the peer has nothing left, else when a quarter of the recent demand can be granted, or of what
     * may be outstanding if that is less.
     */
    boolean isDue() {
        long grantable = Math.min(owed, Integer.MAX_VALUE - left);
        int enough = Math.max(1, recentDemand / 4);
        return limit == Limit.LIFTING || (isOwed() && (left == 0 || grantable >= enough));
    }

    /** What to announce now: a count, or {@link FrameFormat#UNBOUNDED}; more than 2^31-1 goes in parts (W-11). */
    int take() {
        if (limit == Limit.LIFTING) {
            limit = Limit.LIFTED;
            return FrameFormat.UNBOUNDED;
        }
        int grant = (int) Math.max(0, Math.min(owed, Integer.MAX_VALUE - left));
        owed -= grant;
        left += grant;
        return grant;
    }
}
