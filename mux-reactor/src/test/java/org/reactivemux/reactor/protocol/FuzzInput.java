package org.reactivemux.reactor.protocol;

import java.util.Arrays;

/** The fuzzer's bytes read as a program: each answers one question. Behind their end every answer is 0. */
final class FuzzInput {
    private static final int[] EDGES = {
        -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE - 1, 65_536, 65_535, 32_769, 32_768, 4_096, 1_024
    };

    private final byte[] bytes;
    private int at;

    FuzzInput(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    /** 0 to 255. */
    int next() {
        return hasMore() ? bytes[at++] & 0xFF : 0;
    }

    int below(int bound) {
        return next() % bound;
    }

    boolean flag() {
        return (next() & 1) != 0;
    }

    /** A small number, an edge of a range, or any. */
    int number() {
        int first = next();
        if (first < 240) {
            return first;
        }
        int edge = first - 240;
        return edge < EDGES.length ? EDGES[edge] : (next() << 24) | (next() << 16) | (next() << 8) | next();
    }

    /** A size of 0 to 32,256 bytes, in the finer steps the smaller it is. */
    int size() {
        int first = next();
        return (first & 0x3F) << (3 * (first >> 6));
    }

    /** As many bytes as there are, up to {@code most}. */
    byte[] take(int most) {
        int end = Math.min(bytes.length, at + most);
        byte[] taken = Arrays.copyOfRange(bytes, at, end);
        at = end;
        return taken;
    }
}
