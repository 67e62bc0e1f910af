package org.reactivemux.reactor.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.observation.transport.Propagator;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSpec;

/**
 * The room for a trace's entries in the metadata of a channel. An exchange must not fail or change for being traced, so
 * what does not fit is left out, and so is what the program has an entry for.
 */
final class MetadataRoom implements Propagator.Setter<Map<String, String>> {
    /** What a trace may take: more than W3C's traceparent, tracestate and a baggage of some entries. */
    static final int MOST_BYTES = 1_024;

    /** docs/protocol.md, F-3 and section 3: what a head may take, its framing, and each entry's. */
    private static final int HEAD = 4_096;

    private static final int HEAD_FRAMING = 23;
    private static final int ENTRY_FRAMING = 5;
    private static final int LONGEST_KEY = 255;

    private final Set<String> taken;
    private int left;

    MetadataRoom(ChannelSpec spec) {
        Map<String, ByteBuffer> own = spec.metadata();
        int bytes = HEAD_FRAMING + bytes(spec.name()).remaining();
        for (Map.Entry<String, ByteBuffer> entry : own.entrySet()) {
            bytes += size(bytes(entry.getKey()), entry.getValue());
        }
        taken = own.keySet();
        left = Math.min(MOST_BYTES, HEAD - bytes);
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static int size(ByteBuffer key, ByteBuffer value) {
        return ENTRY_FRAMING + key.remaining() + value.remaining();
    }

    @Override
    public void set(@Nullable Map<String, String> carrier, String key, String value) {
        ByteBuffer name = bytes(key);
        int size = size(name, bytes(value));
        if (carrier != null && size <= left && name.remaining() <= LONGEST_KEY && !taken.contains(key)) {
            left -= size;
            carrier.put(key, value);
        }
    }
}
