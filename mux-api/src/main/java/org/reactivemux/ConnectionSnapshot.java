package org.reactivemux;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection at one moment. All that is counted only ever grows, so the difference of two snapshots gives rates, and
 * includes the channels that are gone.
 *
 * @param number tells it from the others of this process; the frame log names it so too
 * @param role which side of it this is
 * @param transport what carries it
 * @param dialect what the peer speaks; empty until its first frame has come
 * @param state how far it has come
 * @param age the time since it began
 * @param roundTrip the last one measured, by the hello or by a ping that asked for a sign of life; empty before the first
 * @param sent what was written so far
 * @param received what was received so far
 * @param lateFrames frames received for channels that had already been freed
 * @param blockedOnCredit the {@link ChannelSnapshot#blockedOnCredit()} of all channels together
 * @param blockedOnWindow the {@link ChannelSnapshot#blockedOnWindow()} of all channels together
 * @param channels the open channels, in no particular order
 */
public record ConnectionSnapshot(
        long number,
        Role role,
        Transport transport,
        Optional<Dialect> dialect,
        State state,
        Duration age,
        Optional<Duration> roundTrip,
        Traffic sent,
        Traffic received,
        long lateFrames,
        Duration blockedOnCredit,
        Duration blockedOnWindow,
        List<ChannelSnapshot> channels) {

    /** A side of a connection. */
    public enum Role {
        /** The side that connected. */
        CLIENT,
        /** The side that accepted it. */
        SERVER
    }

    /** How far a connection has come. */
    public enum State {
        /** The peer has not said yet what it speaks, or has not agreed to listen. */
        HANDSHAKE,
        /** Channels may be opened. */
        ESTABLISHED,
        /** One of both sides goes away: the open channels go on. */
        LEAVING,
        /** It is over. */
        ENDED
    }

    /**
     * What went in one direction, whole frames only.
     *
     * @param byType how much of each type
     * @param messages whole messages and those that have begun
     * @param refusals channels that were refused: among what was sent those that the peer opened, among what was received
     *     those that were opened from here, be it that its limit or its going away was known, so that it was not asked
     */
    public record Traffic(Map<FrameType, Amount> byType, long messages, long refusals) {

        /**
         * Copies the map, so that a snapshot never changes.
         *
         * @param byType as above
         * @param messages as above
         * @param refusals as above
         */
        public Traffic {
            Map<FrameType, Amount> copy = new EnumMap<>(FrameType.class);
            copy.putAll(byType);
            byType = Collections.unmodifiableMap(copy);
        }

        /**
         * Frames of all types.
         *
         * @return their number
         */
        public long frames() {
            return byType.values().stream().mapToLong(Amount::frames).sum();
        }

        /**
         * Bytes of all types, headers included.
         *
         * @return their number
         */
        public long bytes() {
            return byType.values().stream().mapToLong(Amount::bytes).sum();
        }

        /**
         * What there was of one type.
         *
         * @param type the type
         * @return frames and bytes of that type, which may be none
         */
        public Amount of(FrameType type) {
            return byType.getOrDefault(type, Amount.NONE);
        }
    }

    /**
     * So many frames.
     *
     * @param frames their number
     * @param bytes their bytes, headers included
     */
    public record Amount(long frames, long bytes) {
        /** No frame. */
        public static final Amount NONE = new Amount(0, 0);
    }

    /**
     * Copies the list, so that a snapshot never changes.
     *
     * @param number as above
     * @param role as above
     * @param transport as above
     * @param dialect as above
     * @param state as above
     * @param age as above
     * @param roundTrip as above
     * @param sent as above
     * @param received as above
     * @param lateFrames as above
     * @param blockedOnCredit as above
     * @param blockedOnWindow as above
     * @param channels as above
     */
    public ConnectionSnapshot {
        channels = List.copyOf(channels);
    }

    /**
     * Frames of all types that were written.
     *
     * @return their number so far
     */
    public long framesSent() {
        return sent.frames();
    }

    /**
     * Frames of all types that were received.
     *
     * @return their number so far
     */
    public long framesReceived() {
        return received.frames();
    }

    /**
     * Bytes of all frames that were written, headers included.
     *
     * @return their number so far
     */
    public long bytesSent() {
        return sent.bytes();
    }

    /**
     * Bytes of all frames that were received, headers included.
     *
     * @return their number so far
     */
    public long bytesReceived() {
        return received.bytes();
    }

    /**
     * What waits to be sent on the open channels.
     *
     * @return bytes
     */
    public long queuedOutBytes() {
        return channels.stream().mapToLong(ChannelSnapshot::queuedOutBytes).sum();
    }

    /**
     * What was received on the open channels and has not been emitted, incomplete messages included.
     *
     * @return bytes
     */
    public long queuedInBytes() {
        return channels.stream().mapToLong(ChannelSnapshot::queuedInBytes).sum();
    }
}
