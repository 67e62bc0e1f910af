package org.reactivemux.reactor.fault;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.reactivemux.reactor.raw.RawFrame;

/**
 * What a hostile peer says once and then over and over.
 *
 * @param prelude said once, after the hello if there is one; the other side's answers to it are awaited
 * @param block the bytes of that number, of the flood itself
 */
record Flood(List<RawFrame> prelude, IntFunction<ByteBuffer> block) {
    private static final int FRAMES_IN_A_BLOCK = 64;

    /** The same frame for ever. */
    static Flood of(RawFrame again) {
        return opening(id -> List.of(again));
    }

    /** Frames that belong to one fresh channel after the other. */
    static Flood opening(IntFunction<List<RawFrame>> frames) {
        return new Flood(List.of(), number -> {
            List<RawFrame> block = new ArrayList<>();
            for (int i = 0; i < FRAMES_IN_A_BLOCK; i++) {
                block.addAll(frames.apply(1 + 2 * (number * FRAMES_IN_A_BLOCK + i)));
            }
            return HostilePeer.join(block);
        });
    }

    /** No frames at all, but for the seed always the same. */
    static Flood garbage(long seed) {
        return new Flood(List.of(), number -> {
            byte[] bytes = new byte[1_024];
            new Random(seed + number).nextBytes(bytes);
            return ByteBuffer.wrap(bytes);
        });
    }

    Flood behind(RawFrame... before) {
        return new Flood(List.of(before), block);
    }
}
