package org.reactivemux.reactor.protocol;

/**
 * How much the way to the peer holds, where it is a long one: what travels holds nobody up, but a window that is no larger
 * makes its writer wait for a round trip again and again. To find out, a PING goes there and back, and what comes
 * meanwhile is counted, of one channel and of all (docs/protocol.md, W-17; docs/adr/0004).
 *
 * <p>A round trip that had to wait behind data is longer than the way, so what came is scaled down to the shortest that
 * was ever seen. Otherwise a window would be its own proof: the larger it is, the longer the wait.
 */
final class Way {
    /** A shorter one holds less than the sockets at its ends. */
    private static final long LONG_NANOS = 1_000_000;

    /** Between two trips, so that there are at most 50 a second: no peer is to take them for a flood (L-10). */
    private static final long REST_NANOS = 20_000_000;

    private long shortest = Long.MAX_VALUE;
    private Trip trip = Trip.NONE;
    private long lastTrip;
    private long tripEnd;
    private int traveller;
    private long ofTraveller;
    private long ofAll;
    private int holds;

    private enum Trip {
        NONE,
        UNDER_WAY,
        DONE
    }

    /** A PING was answered, be it one that was sent for this or another. */
    void roundTrip(long nanos, long now) {
        shortest = Math.min(shortest, Math.max(1, nanos));
        tripEnd = now;
        if (trip == Trip.UNDER_WAY) {
            trip = Trip.DONE;
            lastTrip = nanos;
            holds = (int) Math.max(inShortest(ofAll), holds - (long) holds / 8);
        }
    }

    private long inShortest(long bytes) {
        return (long) Math.min(Integer.MAX_VALUE, (double) bytes * shortest / Math.max(1, lastTrip));
    }

    private boolean isLong() {
        return shortest >= LONG_NANOS && shortest != Long.MAX_VALUE;
    }

    /** A look has found that so much has come on a channel. */
    void arrived(int channel, int bytes) {
        if (isLong()) {
            ofAll += bytes;
            if (channel == traveller) {
                ofTraveller += bytes;
            }
        }
    }

    /**
     * Whether a trip is due for a channel whose reader wants more: when as much has come since the last one as the window
     * can hold, for less would not have used it up.
     */
    boolean isTripDue(int window, long now) {
        return isLong() && trip != Trip.UNDER_WAY && ofAll >= window && now - tripEnd >= REST_NANOS;
    }

    /** A PING goes out, and what comes from now on counts. */
    void setOut(int channel) {
        trip = Trip.UNDER_WAY;
        traveller = channel;
        ofTraveller = 0;
        ofAll = 0;
    }

    /** Whether a trip has shown that the channel's window was used up within a round trip, all of it but a quarter. */
    boolean isLongerThan(int window, int channel) {
        if (trip != Trip.DONE || channel != traveller) {
            return false;
        }
        trip = Trip.NONE;
        return inShortest(ofTraveller) >= window - window / 4;
    }

    /** How many bytes are travelling when it is full, as far as was seen; 0 on a short way. */
    int holds() {
        return isLong() ? holds : 0;
    }
}
