package org.reactivemux.reactor.protocol;

/**
 * How large the windows of a connection's channels are to be (docs/protocol.md, W-17; docs/adr/0004): one that its writer
 * uses up while its reader wants more grows, as far as the {@link GrowthBudget} has room and, where {@link Company} waits
 * behind the channel, no further than the {@link Way} needs.
 */
final class WindowTuning {
    /** What comes at one look is under way so many times: in the socket, and in the writer's batches (ADR 4). */
    private static final int LOOKS_UNDER_WAY = 8;

    private final Session session;
    private final GrowthBudget growth;
    private final Company company = new Company();
    private final Way way = new Way();

    WindowTuning(Session session, long growthBudget) {
        this.session = session;
        this.growth = new GrowthBudget(growthBudget);
    }

    /**
     * Looks at what has come on a channel since the last look. If that was much of the window, and the reader wants more
     * than there is, as much again is under way several times over, and the window may not hold it. On a long way it holds
     * too little if it was used up within a round trip.
     *
     * @param came bytes, at least 1
     * @param wanted whether the reader wants more than there is, and the peer has the credit to go on
     */
    void look(Channel channel, WindowGrant window, int came, boolean wanted) {
        int id = channel.id();
        company.arrived(id, channel.weight(), came);
        way.arrived(id, came);
        boolean tooSmall = wanted && isTooSmall(window, id, came);
        growth.fit(window, tooSmall, largest());
        if (wanted && window.size() < session.agreement().largestWindow()) {
            measureWay(id, window.size());
        }
    }

    private boolean isTooSmall(WindowGrant window, int channel, int came) {
        return way.isLongerThan(window.size(), channel) || came >= window.size() / LOOKS_UNDER_WAY;
    }

    /** While others send, enough is what the way holds and a little more: what travels holds nobody up. */
    private int largest() {
        long enough = (long) company.enough() + way.holds();
        return (int) Math.min(enough, session.agreement().largestWindow());
    }

    /** A reader that keeps up wants to know how long the way is. */
    private void measureWay(int channel, int window) {
        Pings pings = session.pings();
        if (!pings.isUnderWay() && way.isTripDue(window, session.clockwork().now())) {
            way.setOut(channel);
            pings.send();
        }
    }

    /** A PING was answered, be it one that was sent for this or another. */
    void roundTrip(long nanos, long now) {
        way.roundTrip(nanos, now);
    }

    /** Bytes by which a window had grown are of no more use there. */
    void release(int bytes) {
        growth.release(bytes);
    }

    /** The bytes by which windows may still grow, all together. */
    long free() {
        return growth.free();
    }

    /** The channel is freed: who comes next has taken its place. */
    void left(int channel) {
        company.left(channel);
    }

    /** Whether somebody waits for a channel that sends more than others do. */
    boolean othersWait() {
        return company.othersWait();
    }
}
