package org.reactivemux.samples.patterns;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Messages that are text. */
public final class Text {
    private Text() {}

    /**
     * Text as a message.
     *
     * @param text any
     * @return its bytes in UTF-8
     */
    public static ByteBuffer encode(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    /**
     * A message as text.
     *
     * @param message bytes in UTF-8; its position stays where it is
     * @return the text
     */
    public static String decode(ByteBuffer message) {
        return StandardCharsets.UTF_8.decode(message.duplicate()).toString();
    }
}
