package org.reactivemux.reactor.protocol;

import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;

/** Frames for channels that have been freed: ignored and counted, as far as they can be honest (docs/protocol.md, C-14). */
final class LateFrames {
    /** L-5: what may cross each channel's end, and a start for those that end before any was freed. */
    private static final int MOST_FOR_EACH_CHANNEL = 32;

    private static final int MOST_AT_FIRST = 1_024;

    private long allowance;
    private long withoutData;
    private long mostWithoutData = MOST_AT_FIRST;
    private long count;

    long count() {
        return count;
    }

    /** A channel was freed or refused while the peer might still send that many bytes on it (W-22). */
    void freed(int outstanding) {
        allowance += outstanding;
        mostWithoutData += MOST_FOR_EACH_CHANNEL;
    }

    /** W-6: late DATA draws on what was granted. Empty messages are for the {@link FloodGuard} to count. */
    void data(int bytes) {
        count++;
        allowance -= bytes;
        if (allowance < 0) {
            throw Rule.LATE_ALLOWANCE.violated("late DATA goes %d bytes beyond what was granted".formatted(-allowance));
        }
    }

    /** L-5: any other late frame. */
    void control() {
        count++;
        withoutData++;
        if (withoutData > mostWithoutData) {
            throw new ConnectionException(
                    ErrorCode.LIMIT_EXCEEDED, "too many frames for channels that have ended", null);
        }
    }
}
