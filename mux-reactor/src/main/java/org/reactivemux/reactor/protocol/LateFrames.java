package org.reactivemux.reactor.protocol;

/** Frames for channels that have been freed: ignored and counted, as far as they can be honest (docs/protocol.md, W-6). */
final class LateFrames {
    private long allowance;
    private long count;

    long count() {
        return count;
    }

    /** A channel was freed while the peer might still send that many bytes on it. */
    void allow(int bytes) {
        allowance += bytes;
    }

    void data(int bytes) {
        count++;
        allowance -= bytes;
        if (allowance < 0) {
            throw Rule.LATE_ALLOWANCE.violated("late DATA goes %d bytes beyond what was granted".formatted(-allowance));
        }
    }

    void control() {
        count++;
    }
}
