package org.reactivemux.reactor.protocol;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How much is compressed and inflated at one go (docs/protocol.md, L-12). A window of compressed bytes can hold some thousand
 * times as much inflated, and other connections wait meanwhile, so past the bound a channel is put off until the event loop
 * has looked for what else there is.
 */
final class CodecTurn {
    /** Inflated bytes: some milliseconds' work for deflate, one for zstd. */
    private static final long MOST = 1 << 20;

    /** To compress a byte takes several times as long as to inflate one (docs/performance.md, compression). */
    private static final int COMPRESSING = 4;

    /** What a message costs however small it is, in bytes that could be inflated in that time. */
    private static final int EACH = 1_024;

    private final Set<Channel> putOff = new LinkedHashSet<>();
    private long left = MOST;

    /** Whether the channel's next message has to wait; if so the channel is touched when the turn is {@link #over}. */
    boolean putsOff(Channel channel) {
        if (left > 0) {
            return false;
        }
        putOff.add(channel);
        return true;
    }

    void inflated(int bytes) {
        left -= EACH + bytes;
    }

    void compressed(int bytes) {
        left -= EACH + (long) COMPRESSING * bytes;
    }

    boolean hasPutOff() {
        return !putOff.isEmpty();
    }

    /** Everybody else has been looked at. */
    void over() {
        left = MOST;
        if (!putOff.isEmpty()) {
            List<Channel> waiting = List.copyOf(putOff);
            putOff.clear();
            waiting.forEach(Channel::touch);
        }
    }
}
