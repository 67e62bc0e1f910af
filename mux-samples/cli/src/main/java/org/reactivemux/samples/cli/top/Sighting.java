package org.reactivemux.samples.cli.top;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.Dialect;
import org.reactivemux.MuxConnection;
import org.reactivemux.PeerCredentials;
import org.reactivemux.PeerIdentity;
import org.reactivemux.Transport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.ByteBufferBackedInputStream;

/**
 * One connection of a server at one moment; it travels as a line of JSON. What the reader does not know it skips, and what
 * the writer did not know is nothing, so that the two may be of different versions.
 *
 * @param number by which the server knows the connection
 * @param peer whose process is at the other end, or over TCP from where it came
 * @param dialect what it speaks
 * @param transport what carries the connection
 * @param nanos the server's clock, from which rates are computed
 * @param roundTrip the last one measured
 * @param framesSent so far
 * @param framesReceived so far
 * @param bytesSent so far, headers included
 * @param bytesReceived so far, headers included
 * @param channels those that are open
 */
public record Sighting(
        long number,
        String peer,
        Dialect dialect,
        Transport transport,
        long nanos,
        Optional<Duration> roundTrip,
        long framesSent,
        long framesReceived,
        long bytesSent,
        long bytesReceived,
        List<ChannelSnapshot> channels) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    static Sighting of(MuxConnection connection) {
        PeerIdentity identity = connection.peer().identity();
        String peer = identity.credentials()
                .map(Sighting::described)
                .or(() -> identity.remoteAddress().map(Sighting::described))
                .orElse("unknown");
        ConnectionSnapshot snapshot = connection.snapshot();
        return new Sighting(
                snapshot.number(),
                peer,
                connection.peer().dialect(),
                snapshot.transport(),
                System.nanoTime(),
                snapshot.roundTrip(),
                snapshot.framesSent(),
                snapshot.framesReceived(),
                snapshot.bytesSent(),
                snapshot.bytesReceived(),
                snapshot.channels());
    }

    private static String described(PeerCredentials peer) {
        return peer instanceof PeerCredentials.Ids ids
                ? "uid %d, pid %d".formatted(ids.uid(), ids.pid())
                : "user " + ((PeerCredentials.Names) peer).user();
    }

    private static String described(InetSocketAddress peer) {
        return peer.toString().replaceFirst("^[^/]*/", ""); // the name that is known is ours, not what was asked for
    }

    ByteBuffer toJson() {
        return ByteBuffer.wrap(JSON.writeValueAsBytes(this));
    }

    /**
     * Reads a line.
     *
     * @param line left as it is
     * @return what it says
     * @throws IllegalArgumentException if it says something else
     */
    public static Sighting ofJson(ByteBuffer line) {
        try {
            return JSON.readValue(new ByteBufferBackedInputStream(line.duplicate()), Sighting.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "the server's answer is not what was expected: " + e.getOriginalMessage(), e);
        }
    }
}
