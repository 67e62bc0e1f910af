package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.reactivemux.ErrorCode;

/** The payload of ERROR: a code and a text for people (docs/protocol.md, section 8). */
record ErrorPayload(ErrorCode code, String text) {
    private static final Set<ErrorCode> FOR_PROGRAMS = Set.of(
            ErrorCode.INTERNAL,
            ErrorCode.CANCELLED,
            ErrorCode.LIMIT_EXCEEDED,
            ErrorCode.TIMEOUT,
            ErrorCode.MESSAGE_TOO_LARGE);

    /** What of a program's own error may travel on a channel: the other codes of the protocol mean something else (E-3). */
    static ErrorPayload ofProgram(ErrorCode code, String text) {
        boolean travels = FOR_PROGRAMS.contains(code)
                || Integer.compareUnsigned(code.value(), ErrorCode.FIRST_APPLICATION_VALUE) >= 0;
        return travels ? new ErrorPayload(code, text) : new ErrorPayload(ErrorCode.INTERNAL, "");
    }

    byte[] encode() {
        byte[] words = truncated(text, FrameFormat.LARGEST_CONTROL_PAYLOAD - 4);
        return ByteBuffer.allocate(4 + words.length)
                .putInt(code.value())
                .put(words)
                .array();
    }

    static ErrorPayload decode(ByteBuffer in) {
        if (in.remaining() < 4) {
            throw Rule.ERROR_PAYLOAD.violated("an ERROR of " + in.remaining() + " bytes has no code");
        }
        return new ErrorPayload(new ErrorCode(in.getInt()), Tlv.text(in));
    }

    /** Text cut to a number of bytes, at the border of a character. */
    static byte[] truncated(String text, int most) {
        byte[] bytes = Tlv.utf8(text);
        if (bytes.length <= most) {
            return bytes;
        }
        int end = most;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }
}
