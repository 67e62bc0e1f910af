package org.reactivemux.reactor.plain;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

/** Messages that are random but for their seed, and their bytes as one. */
final class RandomMessages {
    private RandomMessages() {}

    /** That many messages of 0 to {@code largest} bytes. */
    static List<ByteBuffer> upTo(int largest, int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> ofSize(random.nextInt(largest + 1), random))
                .toList();
    }

    /** That many bytes, in messages of one size and a shorter last one. */
    static List<ByteBuffer> total(int bytes, int size, long seed) {
        Random random = new Random(seed);
        return IntStream.iterate(0, from -> from < bytes, from -> from + size)
                .mapToObj(from -> ofSize(Math.min(size, bytes - from), random))
                .toList();
    }

    private static ByteBuffer ofSize(int size, Random random) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** All bytes of the messages, whatever their boundaries. */
    static ByteBuffer joined(Iterable<ByteBuffer> messages) {
        int size = 0;
        for (ByteBuffer message : messages) {
            size += message.remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        messages.forEach(message -> all.put(message.duplicate()));
        return all.flip();
    }

    /** The messages as an outbound that goes on for ever, for a plain peer knows no end of stream. */
    static Flux<ByteBuffer> endless(List<ByteBuffer> messages) {
        return Flux.fromIterable(messages).concatWith(Flux.never());
    }
}
