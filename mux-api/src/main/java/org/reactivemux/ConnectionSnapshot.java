package org.reactivemux;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One connection at one moment.
 *
 * @param transport what carries it
 * @param roundTrip the last one measured; empty before the first answer to a ping
 * @param framesSent frames written so far
 * @param framesReceived frames received so far
 * @param bytesSent bytes written so far, headers included
 * @param bytesReceived bytes received so far, headers included
 * @param lateFrames frames received for channels that had already been freed
 * @param channels the open channels, in no particular order
 */
public record ConnectionSnapshot(
        Transport transport,
        Optional<Duration> roundTrip,
        long framesSent,
        long framesReceived,
        long bytesSent,
        long bytesReceived,
        long lateFrames,
        List<ChannelSnapshot> channels) {

    /**
     * Copies the list, so that a snapshot never changes.
     *
     * @param transport as above
     * @param roundTrip as above
     * @param framesSent as above
     * @param framesReceived as above
     * @param bytesSent as above
     * @param bytesReceived as above
     * @param lateFrames as above
     * @param channels as above
     */
    public ConnectionSnapshot {
        channels = List.copyOf(channels);
    }

    /**
     * The figures of two connections as if they were one: counts are added up and channels put together.
     *
     * @param other the other connection's; its round trip counts, if it has one
     * @return the sum, over the transport of this one
     */
    public ConnectionSnapshot plus(ConnectionSnapshot other) {
        List<ChannelSnapshot> all = new ArrayList<>(channels);
        all.addAll(other.channels);
        return new ConnectionSnapshot(
                transport,
                other.roundTrip.or(() -> roundTrip),
                framesSent + other.framesSent,
                framesReceived + other.framesReceived,
                bytesSent + other.bytesSent,
                bytesReceived + other.bytesReceived,
                lateFrames + other.lateFrames,
                all);
    }
}
