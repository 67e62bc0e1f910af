package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ProtocolViolationException;

/** A codec at work, on one message after the other. What it holds outside of the heap is freed by closing it. */
sealed interface Coder extends AutoCloseable permits DeflateCoder, ZstdCoder {

    /** A copy of the message that has at most so many bytes, or null if that cannot be. The message is not touched. */
    @Nullable
    ByteBuffer compress(ByteBuffer message, int most);

    /**
     * The message that was compressed, or the violation that there is none of at most so many bytes (M-12, M-13). Whatever
     * comes, what is allocated follows what was produced, or the compressed bytes, and never what these claim.
     */
    ByteBuffer inflate(ByteBuffer compressed, int most);

    @Override
    void close();

    static ProtocolViolationException corrupt(String why) {
        return Rule.INFLATES.violated("a compressed message does not inflate: " + why);
    }

    static ProtocolViolationException tooLarge(int most) {
        return Rule.LARGEST_INFLATED.violated("a compressed message inflates to more than %d bytes".formatted(most));
    }
}
