package org.reactivemux;

import java.time.Duration;
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
 * @param compression what compression has saved and cost in bytes
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
        CompressionSnapshot compression,
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
     * @param compression as above
     * @param channels as above
     */
    public ConnectionSnapshot {
        channels = List.copyOf(channels);
    }
}
