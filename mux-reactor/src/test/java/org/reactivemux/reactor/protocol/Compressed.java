package org.reactivemux.reactor.protocol;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.reactivemux.Codec;

/** Messages and what they are compressed to, made without the code under test. */
public final class Compressed {
    private Compressed() {}

    public static byte[] by(Codec codec, byte[] message) {
        return switch (codec) {
            case DEFLATE -> deflated(message);
            case ZSTD -> Zstd.compress(message);
        };
    }

    private static byte[] deflated(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out)) {
            deflating.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A frame that does not say how much it holds. */
    static byte[] zstdWithoutSize(byte[] message) {
        try (ZstdCompressCtx context = new ZstdCompressCtx().setContentSize(false)) {
            return context.compress(message);
        }
    }

    /** A text that gets much smaller, but not to nothing. */
    public static byte[] text(int size) {
        byte[] text = new byte[size];
        Random random = new Random(size);
        for (int n = 0; n < size; n++) {
            text[n] = (byte) ("the quick brown fox jumps over the lazy dog ".charAt(n % 44) ^ random.nextInt(2));
        }
        return text;
    }

    /** Bytes that nobody can make fewer. */
    static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(size).nextBytes(noise);
        return noise;
    }

    static byte[] with(byte[] bytes, int... more) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        for (int n = 0; n < more.length; n++) {
            longer[bytes.length + n] = (byte) more[n];
        }
        return longer;
    }
}
