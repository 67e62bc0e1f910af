package org.reactivemux.reactor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

/** Messages that tell their place in line, so that order, loss and mixing show. */
public final class Numbered {
    private Numbered() {}

    public static Flux<ByteBuffer> messages(String word, int count) {
        return Flux.range(0, count).map(i -> Messages.utf8(word + " " + i));
    }

    /** The same as texts. */
    public static List<String> texts(String word, int count) {
        return IntStream.range(0, count).mapToObj(i -> word + " " + i).toList();
    }
}
