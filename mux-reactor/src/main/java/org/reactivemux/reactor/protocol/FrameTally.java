package org.reactivemux.reactor.protocol;

import static org.reactivemux.reactor.protocol.FrameFormat.*;

import java.util.EnumMap;
import java.util.Map;
import org.reactivemux.ConnectionSnapshot.Amount;
import org.reactivemux.ConnectionSnapshot.Traffic;
import org.reactivemux.FrameType;

/** The frames of one direction, counted by type. DATA has fields of its own, for nothing else comes as often. */
final class FrameTally {
    private final long[] frames = new long[FrameType.values().length];
    private final long[] bytes = new long[frames.length];
    private long dataFrames;
    private long dataBytes;

    /** A DATA frame with a payload of that size. */
    void data(int payload) {
        dataFrames++;
        dataBytes += HEADER + payload;
    }

    /** A frame of any other type. */
    void control(int type, int payload) {
        frames[type - 1]++;
        bytes[type - 1] += HEADER + payload;
    }

    /** Frames of all types. */
    long frames() {
        long sum = dataFrames;
        for (long each : frames) {
            sum += each;
        }
        return sum;
    }

    /** Bytes of all types, headers included. */
    long bytes() {
        long sum = dataBytes;
        for (long each : bytes) {
            sum += each;
        }
        return sum;
    }

    /** All of it, with what else there is to say of the direction. */
    Traffic traffic(long messages, long refusals) {
        Map<FrameType, Amount> byType = new EnumMap<>(FrameType.class);
        for (int n = 0; n < frames.length; n++) {
            byType.put(kind(n + 1), new Amount(frames[n], bytes[n]));
        }
        byType.put(FrameType.DATA, new Amount(dataFrames, dataBytes));
        return new Traffic(byType, messages, refusals);
    }
}
