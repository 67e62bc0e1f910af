package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivemux.Codec;
import org.reactivemux.Compression;
import org.reactivemux.CompressionSnapshot;

/**
 * The codecs that a session takes part in. One is put to work with the first message that needs it, serves all channels
 * of the connection in turn, and is freed with the connection's end.
 */
public final class Codecs {
    /** A message of no more bytes than this is sent as it is, as in the reference. */
    private static final int TOO_SMALL = 100;

    /** One of more takes an event loop for too long: at its slowest the JDK's deflate needs some 100 ms for these. */
    private static final int TOO_LARGE = 1 << 20;

    private static final Set<Codec> THERE = there();

    private final Compression terms;
    private final int largestMessage;
    private final Set<Codec> understood;
    private final Map<Codec, Coder> atWork = new EnumMap<>(Codec.class);
    private final CodecTurn turn = new CodecTurn();
    private boolean closed;
    private long sentFrom;
    private long sentTo;
    private long receivedFrom;
    private long receivedTo;

    Codecs(Compression terms, int largestMessage) {
        this.terms = terms;
        this.largestMessage = largestMessage;
        this.understood = understood(terms);
    }

    /** Looks for the codecs' libraries. That reads files the first time, which no event loop may have to wait for. */
    public static void load() {
        // The class was initialised.
    }

    private static Set<Codec> there() {
        try {
            ZstdCoder.load();
            return EnumSet.allOf(Codec.class);
        } catch (LinkageError notThere) {
            return EnumSet.of(Codec.DEFLATE);
        }
    }

    /** Those that a side inflates, by its options and its libraries (H-16). */
    static Set<Codec> understood(Compression terms) {
        Set<Codec> codecs = EnumSet.copyOf(THERE);
        codecs.retainAll(terms.codecs());
        return Collections.unmodifiableSet(codecs);
    }

    /** The codec with that number on the wire; null if it is none, or not understood here. */
    @Nullable
    Codec of(int id) {
        if (id == 0) {
            return null;
        }
        for (Codec codec : understood) {
            if (codec.id() == id) {
                return codec;
            }
        }
        return null;
    }

    /** The first of the wishes that the peer understands too; null if there is none. */
    @Nullable
    Codec choose(List<Codec> wishes, Set<Codec> peers) {
        for (Codec codec : wishes) {
            if (understood.contains(codec) && peers.contains(codec)) {
                return codec;
            }
        }
        return null;
    }

    /** The message, smaller by more than a tenth; null if it is to go out as it is (M-14). */
    @Nullable
    ByteBuffer compressed(Codec codec, ByteBuffer message) {
        int size = message.remaining();
        if (size <= TOO_SMALL || size > TOO_LARGE) {
            return null;
        }
        turn.compressed(size);
        int most = (int) ((9L * size - 1) / 10);
        ByteBuffer smaller = atWork(codec).compress(message, most);
        if (smaller != null) {
            sentFrom += size;
            sentTo += smaller.remaining();
        }
        return smaller;
    }

    /** The message that came compressed, or the violation that there is none (M-12, M-13). */
    ByteBuffer inflated(Codec codec, ByteBuffer compressed) {
        ByteBuffer message =
                closed ? inflatedLate(codec, compressed) : atWork(codec).inflate(compressed, largestMessage);
        turn.inflated(message.remaining());
        receivedFrom += compressed.remaining();
        receivedTo += message.remaining();
        return message;
    }

    /** A direction that had ended still delivers after the connection's end (C-30). */
    private ByteBuffer inflatedLate(Codec codec, ByteBuffer compressed) {
        try (Coder own = coder(codec)) {
            return own.inflate(compressed, largestMessage);
        }
    }

    private Coder atWork(Codec codec) {
        return atWork.computeIfAbsent(codec, this::coder);
    }

    private Coder coder(Codec codec) {
        return switch (codec) {
            case DEFLATE -> new DeflateCoder(terms.deflateLevel());
            case ZSTD -> new ZstdCoder(terms.zstdLevel());
        };
    }

    CodecTurn turn() {
        return turn;
    }

    /** Those that hold memory outside of the heap at the moment. */
    List<Coder> coders() {
        return List.copyOf(atWork.values());
    }

    CompressionSnapshot snapshot() {
        return new CompressionSnapshot(sentFrom, sentTo, receivedFrom, receivedTo);
    }

    /** The connection has ended: nothing is compressed any more. */
    void close() {
        closed = true;
        atWork.values().forEach(Coder::close);
        atWork.clear();
    }
}
