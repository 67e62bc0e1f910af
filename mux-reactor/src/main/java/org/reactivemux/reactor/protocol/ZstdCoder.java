package org.reactivemux.reactor.protocol;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.util.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Zstandard (RFC 8878), one frame for each message, by zstd-jni: an optional dependency, which this class alone names.
 *
 * <p>A frame is inflated in one go into an array of the size it states, as long as that is in proportion to its own;
 * beyond that, and where it states none, room is made by and by, for what a stranger states may be a lie.
 */
final class ZstdCoder implements Coder {
    private static final int MAGIC = 0xFD2F_B528;

    /** Real text seldom gets smaller than by this factor. */
    private static final int TRUSTED_RATIO = 16;

    /** More room for one whose content has filled what there was. */
    private static final int GROWTH = 4;

    private final int level;
    private final Scratch scratch = new Scratch();
    private @Nullable ZstdCompressCtx compressor;
    private @Nullable ZstdDecompressCtx decompressor;

    ZstdCoder(int level) {
        this.level = level;
    }

    /** Makes sure that the library is there, or throws a {@link LinkageError}. */
    static void load() {
        Native.load();
    }

    @Override
    public @Nullable ByteBuffer compress(ByteBuffer message, int most) {
        ZstdCompressCtx at = compressor == null ? new ZstdCompressCtx().setLevel(level) : compressor;
        compressor = at;
        long bound = Zstd.compressBound(message.remaining());
        if (bound > Integer.MAX_VALUE - Long.BYTES) {
            return null; // no array is that long
        }
        ByteBuffer in = onHeap(message);
        byte[] room = scratch.room((int) bound);
        int size = at.compressByteArray(
                room, 0, (int) bound, in.array(), in.arrayOffset() + in.position(), in.remaining());
        return size > most ? null : ByteBuffer.wrap(Arrays.copyOf(room, size));
    }

    private static ByteBuffer onHeap(ByteBuffer message) {
        return message.hasArray()
                ? message
                : ByteBuffer.allocate(message.remaining())
                        .put(message.duplicate())
                        .flip();
    }

    @Override
    public ByteBuffer inflate(ByteBuffer compressed, int most) {
        ByteBuffer in = onHeap(compressed);
        try {
            return inflateFrame(in, most, statedSize(in));
        } catch (ZstdException malformed) {
            throw Coder.corrupt(String.valueOf(malformed.getMessage()));
        }
    }

    private ByteBuffer inflateFrame(ByteBuffer in, int most, long stated) {
        if (stated > most) {
            throw Coder.tooLarge(most);
        }
        return stated < 0 ? inflateUnstated(in, most) : inflateStated(in, (int) stated);
    }

    private ByteBuffer inflateStated(ByteBuffer in, int stated) {
        long trusted = Math.max(Scratch.KEPT, (long) TRUSTED_RATIO * in.remaining());
        ByteBuffer message = inflateInRoom(in, Math.min(stated, trusted), stated);
        if (message == null) {
            throw Coder.corrupt("it has more than the %d bytes that it states".formatted(stated));
        }
        return message;
    }

    /** Most are small, so the first attempt takes no room of its own. */
    private ByteBuffer inflateUnstated(ByteBuffer in, int most) {
        byte[] work = scratch.room(Scratch.KEPT);
        int size = inflateInto(work, in);
        ByteBuffer message = size >= 0
                ? ByteBuffer.wrap(Arrays.copyOf(work, size))
                : inflateInRoom(in, Math.min(most, (long) GROWTH * Scratch.KEPT), most);
        if (message == null || message.remaining() > most) {
            throw Coder.tooLarge(most);
        }
        return message;
    }

    /** The message, or null if it is larger than the largest that it may be. */
    private @Nullable ByteBuffer inflateInRoom(ByteBuffer in, long first, int largest) {
        long room = first;
        while (true) {
            byte[] message = new byte[(int) room];
            int size = inflateInto(message, in);
            if (size >= 0) {
                return ByteBuffer.wrap(size == message.length ? message : Arrays.copyOf(message, size));
            }
            if (room == largest) {
                return null;
            }
            room = Math.min(largest, GROWTH * room);
        }
    }

    /** What the one frame says that it holds; negative if it says nothing. */
    private static long statedSize(ByteBuffer in) {
        int from = in.arrayOffset() + in.position();
        if (in.remaining() < Integer.BYTES || littleEndian(in) != MAGIC) {
            throw Coder.corrupt("it is no Zstandard frame");
        }
        long end = Zstd.findFrameCompressedSize(in.array(), from, in.remaining());
        if (Zstd.isError(end)) {
            throw Coder.corrupt(Zstd.getErrorName(end));
        }
        if (end != in.remaining()) {
            throw Coder.corrupt(in.remaining() - end + " bytes follow its frame");
        }
        return Zstd.getFrameContentSize(in.array(), from, in.remaining());
    }

    private static int littleEndian(ByteBuffer in) {
        return in.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(in.position());
    }

    /** How many bytes it has, or -1 if the room was too small for them. */
    private int inflateInto(byte[] room, ByteBuffer in) {
        ZstdDecompressCtx at = decompressor == null ? new ZstdDecompressCtx() : decompressor;
        decompressor = at;
        try {
            return at.decompressByteArray(
                    room, 0, room.length, in.array(), in.arrayOffset() + in.position(), in.remaining());
        } catch (ZstdException failure) {
            if (failure.getErrorCode() == Zstd.errDstSizeTooSmall()) {
                return -1;
            }
            throw failure;
        }
    }

    @Override
    public void close() {
        if (compressor != null) {
            compressor.close();
        }
        if (decompressor != null) {
            decompressor.close();
        }
    }
}
