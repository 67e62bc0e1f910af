package org.reactivemux;

/** How the messages of a channel can be compressed, each for itself (docs/protocol.md, section 6). */
public enum Codec {
    /** Deflate in zlib's format (RFC 1950), which every Java has. */
    DEFLATE(1),
    /** Zstandard (RFC 8878): faster, and smaller with it. Needs {@code com.github.luben:zstd-jni} on the class path. */
    ZSTD(2);

    private final int id;

    Codec(int id) {
        this.id = id;
    }

    /**
     * The number that stands for the codec on the wire.
     *
     * @return 1 or 2
     */
    public int id() {
        return id;
    }
}
