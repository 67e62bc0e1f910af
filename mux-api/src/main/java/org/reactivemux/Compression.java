package org.reactivemux;

import java.util.Set;

/**
 * Which codecs one side takes part in, and how hard it tries when it compresses. Nothing is compressed unless a channel's
 * opener asks for it ({@link ChannelSpec#codec}). Immutable; each method returns a changed copy.
 *
 * @param codecs what this side inflates, and compresses with on channels that agree to it; {@link Codec#ZSTD} counts only
 *     where its library is there. Default all: to understand a codec costs nothing until a channel uses it
 * @param deflateLevel 1 (fastest) to 9 (smallest). Default 6, zlib's own and the reference's
 * @param zstdLevel 1 (fastest) to 12 (smallest). Default 3, zstd's own
 */
public record Compression(Set<Codec> codecs, int deflateLevel, int zstdLevel) {
    private static final Compression DEFAULTS = new Compression(Set.of(Codec.values()), 6, 3);

    /** To compress a megabyte takes an event loop some 40 ms with it, and 200 to 400 ms with those beyond. */
    private static final int LARGEST_ZSTD_LEVEL = 12;

    /**
     * Checks the levels and copies the set.
     *
     * @param codecs as above
     * @param deflateLevel as above
     * @param zstdLevel as above
     * @throws IllegalArgumentException if a level is out of its range
     */
    public Compression {
        codecs = Set.copyOf(codecs);
        requireLevel(deflateLevel, 9, "deflateLevel");
        requireLevel(zstdLevel, LARGEST_ZSTD_LEVEL, "zstdLevel");
    }

    private static void requireLevel(int level, int most, String what) {
        if (level < 1 || level > most) {
            throw new IllegalArgumentException(what + " is 1 to " + most + ", not " + level);
        }
    }

    /**
     * The values given above.
     *
     * @return all codecs, at their default levels
     */
    public static Compression defaults() {
        return DEFAULTS;
    }

    /**
     * No codec at all: nothing is compressed, whoever asks for it.
     *
     * @return without codecs
     */
    public static Compression none() {
        return DEFAULTS.withCodecs(Set.of());
    }

    /**
     * Sets {@link #codecs()}.
     *
     * @param value as described at {@link Compression}
     * @return a changed copy
     */
    public Compression withCodecs(Set<Codec> value) {
        return new Compression(value, deflateLevel, zstdLevel);
    }

    /**
     * Sets {@link #deflateLevel()}.
     *
     * @param value as described at {@link Compression}
     * @return a changed copy
     */
    public Compression withDeflateLevel(int value) {
        return new Compression(codecs, value, zstdLevel);
    }

    /**
     * Sets {@link #zstdLevel()}.
     *
     * @param value as described at {@link Compression}
     * @return a changed copy
     */
    public Compression withZstdLevel(int value) {
        return new Compression(codecs, deflateLevel, value);
    }
}
