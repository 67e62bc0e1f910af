package org.reactivemux.samples.webflux.wire;

import java.nio.ByteBuffer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Messages as JSON in UTF-8. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    /**
     * A message.
     *
     * @param value what it says
     * @return a buffer of its own
     */
    public static ByteBuffer write(Object value) {
        return ByteBuffer.wrap(MAPPER.writeValueAsBytes(value));
    }

    /**
     * What a message says.
     *
     * @param message a received buffer
     * @param type what it is to be
     * @param <T> what it is to be
     * @return the value
     */
    public static <T> T read(ByteBuffer message, TypeReference<T> type) {
        return MAPPER.readValue(message.array(), message.arrayOffset() + message.position(), message.remaining(), type);
    }
}
