package org.reactivemux.reactor.spring.autoconfigure;

import org.reactivemux.FloodLimits;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@link FloodLimits} as properties, with the same defaults.
 *
 * @param resets channels a second that the peer opens and gives up, or opens in vain.
 * @param pings PINGs a second, and PONGs that answer none.
 * @param grants FLOW_CONTROL frames a second beyond those that data and channels call for.
 * @param emptyMessages empty messages a second that come for a reader who has gone.
 * @param unreadPlainMessages messages of a plain peer that may wait for their readers at a time.
 * @param answerBacklog answers that may wait because the peer asks faster than it reads.
 */
public record FloodLimitsProperties(
        @DefaultValue("10000") int resets,
        @DefaultValue("100") int pings,
        @DefaultValue("100000") int grants,
        @DefaultValue("65536") int emptyMessages,
        @DefaultValue("1048576") int unreadPlainMessages,
        @DefaultValue("1MB") DataSize answerBacklog) {

    FloodLimits toLimits(String prefix) {
        return OptionProperties.build(prefix, this, this::toLimits);
    }

    private FloodLimits toLimits() {
        return new FloodLimits(
                resets,
                pings,
                grants,
                emptyMessages,
                unreadPlainMessages,
                OptionProperties.bytes("answerBacklog", answerBacklog));
    }
}
