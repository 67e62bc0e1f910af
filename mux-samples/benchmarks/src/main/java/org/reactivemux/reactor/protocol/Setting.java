package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import org.reactivemux.Codec;
import org.reactivemux.Compression;

/** A codec and its level: each at its fastest, and at its default. */
public enum Setting {
    DEFLATE_1(Codec.DEFLATE, 1),
    DEFLATE_6(Codec.DEFLATE, 6),
    ZSTD_1(Codec.ZSTD, 1),
    ZSTD_3(Codec.ZSTD, 3);

    private static final int LARGEST_MESSAGE = 16 << 20;

    private final Codec codec;
    private final int level;

    Setting(Codec codec, int level) {
        this.codec = codec;
        this.level = level;
    }

    Codec codec() {
        return codec;
    }

    /** A connection's codecs at that level. */
    Codecs codecs() {
        Compression compression = Compression.defaults();
        return new Codecs(
                codec == Codec.DEFLATE ? compression.withDeflateLevel(level) : compression.withZstdLevel(level),
                LARGEST_MESSAGE);
    }

    /**
     * What share of their bytes such messages need not be sent.
     *
     * @param content what they are made of
     * @param size of each
     * @return 0 if none gets smaller
     */
    public double saved(Content content, int size) {
        Codecs codecs = codecs();
        List<ByteBuffer> messages = content.messages(size);
        long sent = 0;
        for (ByteBuffer message : messages) {
            ByteBuffer smaller = codecs.compressed(codec, message);
            sent += smaller == null ? size : smaller.remaining();
        }
        codecs.close();
        return 1 - (double) sent / ((long) messages.size() * size);
    }
}
