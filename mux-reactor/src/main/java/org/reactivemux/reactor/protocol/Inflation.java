package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.reactivemux.Codec;

/** Which of the messages that wait for a reader are compressed. Each is inflated when it is delivered, and no earlier (M-9). */
final class Inflation {
    private final Codecs codecs;
    private final Codec codec;
    private final ArrayDeque<Boolean> waiting = new ArrayDeque<>();
    private boolean coming;

    Inflation(Codecs codecs, Codec codec) {
        this.codecs = codecs;
        this.codec = codec;
    }

    Codec codec() {
        return codec;
    }

    /** The first frame of a message has come, which says for the whole of it whether it is compressed. */
    void begun(boolean compressed) {
        coming = compressed;
    }

    /** The message is complete, and waits behind the others. */
    void queued() {
        waiting.add(coming);
    }

    /** Whether the first that waits is compressed, and others come before it: too much was inflated at one go. */
    boolean isPutOff(Channel channel) {
        return Boolean.TRUE.equals(waiting.peek()) && codecs.turn().putsOff(channel);
    }

    /** The first that waits, as its reader gets it; or a violation. */
    ByteBuffer delivered(ByteBuffer first) {
        return waiting.remove() ? codecs.inflated(codec, first) : first;
    }
}
