package org.reactivemux.samples.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Messages that are text. */
final class Texts {
    private Texts() {}

    static ByteBuffer message(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves the message as it is; what is not UTF-8 is replaced. */
    static String of(ByteBuffer message) {
        return StandardCharsets.UTF_8.decode(message.duplicate()).toString();
    }

    /** As {@link #of}, but fails where the message is not UTF-8. */
    static String strictly(ByteBuffer message) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(message.duplicate()).toString();
    }
}
