package org.reactivemux.reactor.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.ByteArrayDecoder;
import org.springframework.core.codec.ByteArrayEncoder;
import org.springframework.core.codec.ByteBufferDecoder;
import org.springframework.core.codec.ByteBufferEncoder;
import org.springframework.core.codec.CharSequenceEncoder;
import org.springframework.core.codec.DataBufferDecoder;
import org.springframework.core.codec.DataBufferEncoder;
import org.springframework.core.codec.Decoder;
import org.springframework.core.codec.Encoder;
import org.springframework.core.codec.StringDecoder;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.util.AntPathMatcher;
import org.springframework.util.ClassUtils;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.util.RouteMatcher;
import org.springframework.util.SimpleRouteMatcher;
import org.springframework.web.util.pattern.PathPatternRouteMatcher;

/**
 * How values become messages and back, and how names are matched with patterns. Immutable: each method returns a changed
 * copy.
 *
 * <p>Text, {@code ByteBuffer}, {@code byte[]} and {@code DataBuffer} are sent as they are, whatever the MIME type. Of the
 * other codecs the one added last is asked first, and JSON by Jackson comes at the end, if Jackson and spring-web are there.
 */
public final class MuxStrategies {
    /** The channel metadata that says which MIME type the messages of both directions have; without it they are JSON. */
    public static final String CONTENT_TYPE = "content-type";

    /** What messages are when nothing is said. */
    public static final MimeType DEFAULT_MIME_TYPE = MimeTypeUtils.APPLICATION_JSON;

    private static final List<Encoder<?>> RAW_ENCODERS = List.of(
            CharSequenceEncoder.allMimeTypes(),
            new ByteBufferEncoder(),
            new ByteArrayEncoder(),
            new DataBufferEncoder());
    private static final List<Decoder<?>> RAW_DECODERS = List.of(
            StringDecoder.allMimeTypes(), new ByteBufferDecoder(), new ByteArrayDecoder(), new DataBufferDecoder());

    private final List<Encoder<?>> encoders;
    private final List<Decoder<?>> decoders;
    private final MimeType mimeType;
    private final RouteMatcher routeMatcher;

    private MuxStrategies(
            List<Encoder<?>> encoders, List<Decoder<?>> decoders, MimeType mimeType, RouteMatcher routeMatcher) {
        this.encoders = encoders;
        this.decoders = decoders;
        this.mimeType = mimeType;
        this.routeMatcher = routeMatcher;
    }

    /**
     * Text and bytes as they are, JSON by Jackson for everything else, names in segments with dots between.
     *
     * @return the strategies
     */
    public static MuxStrategies create() {
        MuxStrategies raw = new MuxStrategies(RAW_ENCODERS, RAW_DECODERS, DEFAULT_MIME_TYPE, Routing.matcher());
        return isPresent("org.springframework.http.codec.json.JacksonJsonEncoder")
                        && isPresent("tools.jackson.databind.json.JsonMapper")
                ? Json.addedTo(raw)
                : raw;
    }

    private static boolean isPresent(String type) {
        return ClassUtils.isPresent(type, MuxStrategies.class.getClassLoader());
    }

    /**
     * Adds an encoder, which is asked before those added so far.
     *
     * @param added for values to send
     * @return a changed copy
     */
    public MuxStrategies encoder(Encoder<?> added) {
        List<Encoder<?>> more = new ArrayList<>(encoders);
        more.add(RAW_ENCODERS.size(), Objects.requireNonNull(added, "encoder"));
        return new MuxStrategies(List.copyOf(more), decoders, mimeType, routeMatcher);
    }

    /**
     * Adds a decoder, which is asked before those added so far.
     *
     * @param added for messages received
     * @return a changed copy
     */
    public MuxStrategies decoder(Decoder<?> added) {
        List<Decoder<?>> more = new ArrayList<>(decoders);
        more.add(RAW_DECODERS.size(), Objects.requireNonNull(added, "decoder"));
        return new MuxStrategies(encoders, List.copyOf(more), mimeType, routeMatcher);
    }

    /**
     * Sets what a {@link MuxRequester} sends and expects unless a request says otherwise.
     *
     * @param changed in place of {@link #DEFAULT_MIME_TYPE}
     * @return a changed copy
     */
    public MuxStrategies mimeType(MimeType changed) {
        return new MuxStrategies(encoders, decoders, Objects.requireNonNull(changed, "mimeType"), routeMatcher);
    }

    /**
     * Sets how the names of channels are matched with the patterns of annotated methods.
     *
     * @param changed by default spring-web's path patterns, or Ant's without spring-web, in segments with dots between
     * @return a changed copy
     */
    public MuxStrategies routeMatcher(RouteMatcher changed) {
        return new MuxStrategies(encoders, decoders, mimeType, Objects.requireNonNull(changed, "routeMatcher"));
    }

    /**
     * The encoders.
     *
     * @return in the order in which they are asked
     */
    public List<Encoder<?>> encoders() {
        return encoders;
    }

    /**
     * The decoders.
     *
     * @return in the order in which they are asked
     */
    public List<Decoder<?>> decoders() {
        return decoders;
    }

    /**
     * What a requester sends and expects unless a request says otherwise.
     *
     * @return the MIME type
     */
    public MimeType mimeType() {
        return mimeType;
    }

    /**
     * How names are matched.
     *
     * @return the matcher
     */
    public RouteMatcher routeMatcher() {
        return routeMatcher;
    }

    ReactiveAdapterRegistry reactiveTypes() {
        return ReactiveAdapterRegistry.getSharedInstance();
    }

    @SuppressWarnings("unchecked") // it says that it can
    <T> Encoder<T> encoderOf(ResolvableType type, MimeType mimeType) {
        return (Encoder<T>) encoders.stream()
                .filter(encoder -> encoder.canEncode(type, mimeType))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no encoder makes " + mimeType + " of " + type));
    }

    @SuppressWarnings("unchecked") // it says that it can
    <T> Decoder<T> decoderOf(ResolvableType type, MimeType mimeType) {
        return (Decoder<T>) decoders.stream()
                .filter(decoder -> decoder.canDecode(type, mimeType))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no decoder makes " + type + " of " + mimeType));
    }

    /** Loaded only where Jackson is. */
    private static final class Json {
        static MuxStrategies addedTo(MuxStrategies raw) {
            return raw.encoder(new JacksonJsonEncoder()).decoder(new JacksonJsonDecoder());
        }
    }

    /** Names as Spring's own messaging has them. */
    private static final class Routing {
        static RouteMatcher matcher() {
            return isPresent("org.springframework.web.util.pattern.PathPatternRouteMatcher")
                    ? Patterns.matcher()
                    : new SimpleRouteMatcher(new AntPathMatcher("."));
        }
    }

    /** Loaded only where spring-web is. */
    private static final class Patterns {
        static RouteMatcher matcher() {
            return new PathPatternRouteMatcher();
        }
    }
}
