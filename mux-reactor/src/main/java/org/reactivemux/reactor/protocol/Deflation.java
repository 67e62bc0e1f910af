package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.Codec;

/**
 * The message at the head of a direction in the form in which it goes out, made once, when it may be begun. What waits
 * behind it is as its publisher gave it.
 */
final class Deflation {
    private final Codecs codecs;
    private @Nullable Codec codec;
    private @Nullable ByteBuffer form;
    private boolean compressed;

    Deflation(Codecs codecs, Codec codec) {
        this.codecs = codecs;
        this.codec = codec;
    }

    /** Whether the head is still to be compressed, and others come before that: too much was done at one go. */
    boolean isPutOff(Channel channel) {
        return form == null && codec != null && codecs.turn().putsOff(channel);
    }

    /** The form of the head. */
    ByteBuffer form(ByteBuffer head) {
        ByteBuffer known = form;
        if (known == null) {
            ByteBuffer smaller = codec == null ? null : codecs.compressed(codec, head);
            compressed = smaller != null;
            known = smaller == null ? head : smaller;
            form = known;
        }
        return known;
    }

    boolean isCompressed() {
        return compressed;
    }

    /** The head was sent, and the next message has its place. */
    void sent() {
        form = null;
    }

    /** The peer does not agree to the codec: messages go as they are from now on, but for one that has begun (H-18). */
    void cease(boolean begun) {
        codec = null;
        if (!begun) {
            form = null;
        }
    }
}
