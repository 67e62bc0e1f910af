package org.reactivemux.reactor.simulation;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What one side writes on one channel: messages of known sizes and known content, which differ between channels and
 * directions.
 *
 * @param salt what makes the content this script's own
 * @param sizes the messages' sizes
 * @param pause virtual time before each message; zero for a source that is always ready
 */
record Script(long salt, List<Integer> sizes, Duration pause) {

    static Script random(Random random, int largest) {
        int count = random.nextInt(4) == 0 ? random.nextInt(60) : random.nextInt(8);
        List<Integer> sizes = IntStream.range(0, count)
                .map(i -> size(random, largest))
                .boxed()
                .toList();
        Duration pause = random.nextInt(3) == 0 ? Duration.ofMillis(random.nextInt(20)) : Duration.ZERO;
        return new Script(random.nextLong(), sizes, pause);
    }

    private static int size(Random random, int largest) {
        int bound = switch (random.nextInt(10)) {
            case 0 -> largest;
            case 1, 2 -> largest / 15;
            case 3, 4, 5 -> largest / 150;
            default -> 100;
        };
        return random.nextInt(bound + 1);
    }

    int count() {
        return sizes.size();
    }

    /** The first messages only. */
    Script first(int messages) {
        return new Script(salt, sizes.subList(0, Math.min(messages, count())), pause);
    }

    /** As many messages again and again, so that nobody reads them all. */
    Script many(int times) {
        List<Integer> more = IntStream.range(0, times)
                .boxed()
                .flatMap(i -> (sizes.isEmpty() ? List.of(10) : sizes).stream())
                .toList();
        return new Script(salt, more, pause);
    }

    /** With one more message at the end. */
    Script and(int size) {
        return new Script(salt, Stream.concat(sizes.stream(), Stream.of(size)).toList(), pause);
    }

    ByteBuffer message(int index) {
        byte[] content = new byte[sizes.get(index)];
        long state = salt + index * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < content.length; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            content[i] = (byte) (state >>> 56);
        }
        return ByteBuffer.wrap(content);
    }

    Flux<ByteBuffer> messages() {
        Flux<ByteBuffer> messages = Flux.range(0, count()).map(this::message);
        return pause.isZero()
                ? messages
                : messages.concatMap(message -> Mono.just(message).delayElement(pause), 1);
    }
}
