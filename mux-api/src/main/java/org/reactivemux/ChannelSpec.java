package org.reactivemux;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** How a channel is to be opened. Immutable: each method returns a changed copy. */
public final class ChannelSpec {
    /** The weight of a channel whose spec does not say: in the lower middle of 1 to 256, as in HTTP/2. */
    public static final int DEFAULT_WEIGHT = 16;

    /** The largest weight. */
    public static final int LARGEST_WEIGHT = 256;

    private static final ChannelSpec UNNAMED =
            new ChannelSpec("", Collections.emptyMap(), DEFAULT_WEIGHT, OptionalInt.empty(), List.of());

    private final String name;
    private final Map<String, ByteBuffer> metadata;
    private final int weight;
    private final OptionalInt prefetch;
    private final List<Codec> codecs;

    private ChannelSpec(
            String name, Map<String, ByteBuffer> metadata, int weight, OptionalInt prefetch, List<Codec> codecs) {
        this.name = name;
        this.metadata = metadata;
        this.weight = weight;
        this.prefetch = prefetch;
        this.codecs = codecs;
    }

    /**
     * A channel with a name and defaults.
     *
     * @param name by which the peer finds its handler; at most 1,024 bytes of UTF-8, which is checked when a channel is
     *     opened
     * @return the spec
     */
    public static ChannelSpec named(String name) {
        return Objects.requireNonNull(name).isEmpty()
                ? UNNAMED
                : new ChannelSpec(name, Collections.emptyMap(), DEFAULT_WEIGHT, OptionalInt.empty(), List.of());
    }

    /**
     * A channel without a name, for the peer's default handler.
     *
     * @return the spec
     */
    public static ChannelSpec unnamed() {
        return UNNAMED;
    }

    /**
     * Adds something for the peer's handler to know, such as a trace context. A plain peer never sees it.
     *
     * @param key replaces an earlier value of the same key; at most 255 bytes of UTF-8
     * @param value copied; name and metadata together take at most 4,096 bytes on the wire, which is checked when a
     *     channel is opened
     * @return a changed copy
     */
    public ChannelSpec metadata(String key, ByteBuffer value) {
        Map<String, ByteBuffer> entries = new LinkedHashMap<>(metadata);
        ByteBuffer copy = ByteBuffer.allocate(value.remaining());
        copy.put(value.duplicate()).flip();
        entries.put(Objects.requireNonNull(key), copy.asReadOnlyBuffer());
        return new ChannelSpec(name, Collections.unmodifiableMap(entries), weight, prefetch, codecs);
    }

    /**
     * Sets the channel's share of the connection, on both sides, while others have data to send too.
     *
     * @param weight 1 to 256; a channel of weight 32 gets twice the bytes of one with 16, the default
     * @return a changed copy
     * @throws IllegalArgumentException if it is out of its range
     */
    public ChannelSpec weight(int weight) {
        if (weight < 1 || weight > LARGEST_WEIGHT) {
            throw new IllegalArgumentException("weight is 1 to 256, not " + weight);
        }
        return new ChannelSpec(name, metadata, weight, prefetch, codecs);
    }

    /**
     * Sets how many messages the peer may send before anybody has requested them, in place of
     * {@link MuxOptions#prefetch()}.
     *
     * @param messages 0 makes demand exact from the first message on
     * @return a changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public ChannelSpec prefetch(int messages) {
        if (messages < 0) {
            throw new IllegalArgumentException("prefetch is at least 0, not " + messages);
        }
        return new ChannelSpec(name, metadata, weight, OptionalInt.of(messages), codecs);
    }

    /**
     * Asks for compression, of the messages of both directions. The first of these codecs that both sides understand is
     * used from the first message on; if there is none, as with a plain peer, messages go as they are
     * ({@link MuxChannel#codec()} tells). A message is compressed if it has more than 100 bytes and gets smaller by more
     * than a tenth, on the event loop of its connection; the peer's handler need do nothing for it. Do not compress
     * secrets in one message with what a stranger may choose: the size then tells of them.
     *
     * @param preferred the codec to use
     * @param otherwise what to use where the peer does not understand that, in this order
     * @return a changed copy
     */
    public ChannelSpec codec(Codec preferred, Codec... otherwise) {
        List<Codec> wishes = new ArrayList<>();
        wishes.add(preferred);
        Collections.addAll(wishes, otherwise);
        return new ChannelSpec(name, metadata, weight, prefetch, List.copyOf(wishes));
    }

    /**
     * The channel's name.
     *
     * @return empty for a channel without one
     */
    public String name() {
        return name;
    }

    /**
     * What the peer's handler may know beside the name.
     *
     * @return read-only buffers by key, with positions of their own at each call
     */
    public Map<String, ByteBuffer> metadata() {
        if (metadata.isEmpty()) {
            return metadata;
        }
        Map<String, ByteBuffer> fresh = new LinkedHashMap<>();
        metadata.forEach((key, value) -> fresh.put(key, value.duplicate()));
        return Collections.unmodifiableMap(fresh);
    }

    /**
     * The channel's share.
     *
     * @return 1 to 256
     */
    public int weight() {
        return weight;
    }

    /**
     * The channel's own prefetch.
     *
     * @return messages, or empty for the connection's
     */
    public OptionalInt prefetch() {
        return prefetch;
    }

    /**
     * The codecs wished for.
     *
     * @return in the order of preference; empty for no compression
     */
    public List<Codec> codecs() {
        return codecs;
    }

    @Override
    public String toString() {
        return "ChannelSpec[" + name + ", weight " + weight + "]";
    }
}
