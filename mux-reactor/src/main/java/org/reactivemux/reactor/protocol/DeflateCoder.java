package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Deflate in zlib's format (RFC 1950), by the JDK. */
final class DeflateCoder implements Coder {
    private final int level;
    private final Scratch scratch = new Scratch();
    private @Nullable Deflater deflater;
    private @Nullable Inflater inflater;

    DeflateCoder(int level) {
        this.level = level;
    }

    @Override
    public @Nullable ByteBuffer compress(ByteBuffer message, int most) {
        Deflater at = deflater == null ? new Deflater(level) : deflater;
        deflater = at;
        try {
            at.setInput(message.duplicate());
            at.finish();
            byte[] room = scratch.room(most);
            int size = 0;
            while (!at.finished() && size < most) {
                size += at.deflate(room, size, most - size);
            }
            return at.finished() ? ByteBuffer.wrap(Arrays.copyOf(room, size)) : null;
        } finally {
            at.reset(); // and lets go of the message
        }
    }

    @Override
    public ByteBuffer inflate(ByteBuffer compressed, int most) {
        Inflater at = inflater == null ? new Inflater() : inflater;
        inflater = at;
        try {
            at.setInput(compressed.duplicate());
            return inflated(at, most);
        } finally {
            at.reset(); // and lets go of what came
        }
    }

    private ByteBuffer inflated(Inflater at, int most) {
        byte[] step = scratch.room(Scratch.KEPT);
        List<byte[]> parts = new ArrayList<>(1);
        long size = 0;
        while (!at.finished()) {
            int more = step(at, step);
            size += more;
            if (size > most) {
                throw Coder.tooLarge(most);
            }
            parts.add(Arrays.copyOf(step, more));
        }
        if (at.getRemaining() > 0) {
            throw Coder.corrupt(at.getRemaining() + " bytes follow the end of its stream");
        }
        return joined(parts, (int) size);
    }

    /** Inflates as much as there is room for; less only at the end of the stream. */
    private static int step(Inflater at, byte[] room) {
        int size = 0;
        try {
            while (!at.finished() && size < room.length) {
                int more = at.inflate(room, size, room.length - size);
                if (more == 0 && !at.finished()) {
                    throw Coder.corrupt(at.needsDictionary() ? "it needs a dictionary" : "its stream has no end");
                }
                size += more;
            }
        } catch (DataFormatException malformed) {
            throw Coder.corrupt(String.valueOf(malformed.getMessage()));
        }
        return size;
    }

    private static ByteBuffer joined(List<byte[]> parts, int size) {
        if (parts.size() == 1) {
            return ByteBuffer.wrap(parts.get(0));
        }
        ByteBuffer whole = ByteBuffer.allocate(size);
        parts.forEach(whole::put);
        return whole.flip();
    }

    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
        }
        if (inflater != null) {
            inflater.end();
        }
    }
}
