package org.reactivemux.reactor.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How a link breaks up what was written with one flush, which may be many frames. */
enum Cutting {
    /** All of it at once. */
    GLUED(300_000),
    /** Anywhere. */
    RANDOM_PIECES(300_000),
    /** Small pieces at first, so that headers are torn, and then what is left. */
    TORN_HEADERS(300_000),
    /** Byte by byte, which takes its time. */
    SINGLE_BYTES(3_000);

    private static final List<Cutting> ALL = List.of(values());

    private final int largestMessage;

    Cutting(int largestMessage) {
        this.largestMessage = largestMessage;
    }

    /** The largest message that can be carried so in reasonable time. */
    int largestMessage() {
        return largestMessage;
    }

    static Cutting random(Random random) {
        return ALL.get(random.nextInt(ALL.size()));
    }

    List<ByteBuffer> cut(List<ByteBuffer> batch, Random random) {
        List<ByteBuffer> pieces = new ArrayList<>();
        for (ByteBuffer bytes : batch) {
            for (int at = bytes.position(); at < bytes.limit(); ) {
                int size = Math.min(pieceSize(pieces.size(), random), bytes.limit() - at);
                pieces.add(bytes.slice(at, size));
                at += size;
            }
        }
        return pieces;
    }

    private int pieceSize(int piecesBefore, Random random) {
        return switch (this) {
            case GLUED -> Integer.MAX_VALUE;
            case RANDOM_PIECES -> 1 + random.nextInt(random.nextBoolean() ? 40 : 40_000);
            case TORN_HEADERS -> piecesBefore < 10 ? 1 + random.nextInt(20) : Integer.MAX_VALUE;
            case SINGLE_BYTES -> 1;
        };
    }
}
