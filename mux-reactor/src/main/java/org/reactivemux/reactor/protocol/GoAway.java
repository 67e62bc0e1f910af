package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.reactivemux.ErrorCode;

/**
 * CLOSE on channel 0: no more channels (docs/protocol.md, section 7).
 *
 * @param lastAccepted the highest id of the receiver's that was or will be processed; 0 for none
 */
record GoAway(int lastAccepted, ErrorCode code, String text) {
    private static final int FIXED = 8;

    byte[] encode() {
        byte[] words = ErrorPayload.truncated(text, FrameFormat.LARGEST_CONTROL_PAYLOAD - FIXED);
        return ByteBuffer.allocate(FIXED + words.length)
                .putInt(lastAccepted)
                .putInt(code.value())
                .put(words)
                .array();
    }

    static GoAway decode(ByteBuffer in) {
        if (in.remaining() < FIXED) {
            throw Rule.ERROR_PAYLOAD.violated("a go-away of " + in.remaining() + " bytes has no id and code");
        }
        return new GoAway(in.getInt(), new ErrorCode(in.getInt()), Tlv.text(in));
    }
}
