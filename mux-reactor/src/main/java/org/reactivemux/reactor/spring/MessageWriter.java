package org.reactivemux.reactor.spring;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.Encoder;
import org.springframework.util.ClassUtils;
import org.springframework.util.MimeType;

/** Makes messages of values: of one type if that is known, else each of its own. */
final class MessageWriter implements Function<Object, ByteBuffer> {
    private final ResolvableType type;
    private final MimeType mimeType;
    private final MuxStrategies strategies;
    private final @Nullable Encoder<Object> encoder;

    MessageWriter(ResolvableType type, MimeType mimeType, MuxStrategies strategies) {
        this.type = type;
        this.mimeType = mimeType;
        this.strategies = strategies;
        this.encoder = saysEnough(type) ? strategies.encoderOf(type, mimeType) : null;
    }

    private static boolean saysEnough(ResolvableType type) {
        Class<?> known = type.resolve();
        return known != null && known != Object.class && !ClassUtils.isVoidType(known);
    }

    @Override
    public ByteBuffer apply(Object value) {
        if (encoder != null) {
            return write(value, encoder, type);
        }
        ResolvableType own = ResolvableType.forInstance(value);
        return write(value, strategies.encoderOf(own, mimeType), own);
    }

    private ByteBuffer write(Object value, Encoder<Object> encoding, ResolvableType as) {
        return DataBuffers.message(encoding.encodeValue(value, DataBuffers.FACTORY, as, mimeType, Map.of()));
    }
}
