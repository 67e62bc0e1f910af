package org.reactivemux.reactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Messages as text. */
public final class Messages {
    private Messages() {}

    public static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String text(ByteBuffer message) {
        return StandardCharsets.UTF_8.decode(message.duplicate()).toString();
    }
}
