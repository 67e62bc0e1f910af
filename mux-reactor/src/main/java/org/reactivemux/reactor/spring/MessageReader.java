package org.reactivemux.reactor.spring;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.Decoder;
import org.springframework.core.codec.DecodingException;
import org.springframework.util.MimeType;

/** Makes values of one type from the messages of a channel; null where one says null. */
record MessageReader<T>(Decoder<T> decoder, ResolvableType type, MimeType mimeType, String channel)
        implements Function<ByteBuffer, @Nullable T> {

    static <T> MessageReader<T> of(ResolvableType type, MimeType mimeType, MuxStrategies strategies, String channel) {
        return new MessageReader<>(strategies.decoderOf(type, mimeType), type, mimeType, channel);
    }

    @Override
    public @Nullable T apply(ByteBuffer message) {
        try {
            return decoder.decode(DataBuffers.of(message), type, mimeType, Map.of());
        } catch (DecodingException failure) {
            throw new DecodingException(
                    "a message on '%s' is no %s: %s".formatted(channel, type, failure.getMessage()), failure);
        }
    }
}
