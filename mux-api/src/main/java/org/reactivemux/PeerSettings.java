package org.reactivemux;

import java.util.Set;

/**
 * What one side accepts, as its hello says; the other side keeps to it.
 *
 * @param version the protocol version, 1; 0 for a plain peer
 * @param largestFrame the largest frame payload, in bytes
 * @param largestMessage the largest message, in bytes
 * @param maxChannels the most channels that the other side may have open
 * @param initialWindow the bytes that may be sent on a new channel before any grant
 * @param initialCredit the messages that may be sent on a new channel before any grant; -1 for no limit
 * @param codecs what it inflates, as far as it is known here; empty for a plain peer
 */
public record PeerSettings(
        int version,
        int largestFrame,
        int largestMessage,
        int maxChannels,
        int initialWindow,
        int initialCredit,
        Set<Codec> codecs) {

    /**
     * Copies the set.
     *
     * @param version as above
     * @param largestFrame as above
     * @param largestMessage as above
     * @param maxChannels as above
     * @param initialWindow as above
     * @param initialCredit as above
     * @param codecs as above
     */
    public PeerSettings {
        codecs = Set.copyOf(codecs);
    }
}
