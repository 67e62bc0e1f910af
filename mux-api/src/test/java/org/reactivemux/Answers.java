package org.reactivemux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers every exchange that sends the question on the channel "name" with default settings. */
record Answers(Dialect dialect, Flux<ByteBuffer> answers) implements MuxConnection {
    static final ByteBuffer QUESTION = ByteBuffer.wrap("question".getBytes(UTF_8));

    /** Never answers. */
    Answers() {
        this(Dialect.EXTENDED, Flux.never());
    }

    @Override
    public Flux<ByteBuffer> exchange(ChannelSpec spec, Publisher<? extends ByteBuffer> outbound) {
        assertThat(spec).usingRecursiveComparison().isEqualTo(ChannelSpec.named("name"));
        return Flux.from(outbound).collectList().flatMapMany(sent -> {
            assertThat(sent).hasSize(1).allMatch(QUESTION::equals);
            return answers;
        });
    }

    @Override
    public PeerInfo peer() {
        return new PeerInfo(
                dialect,
                new PeerSettings(1, 2, 3, 4, 5, 6, Set.of()),
                new PeerIdentity(Transport.MEMORY, Optional.empty()));
    }

    @Override
    public Mono<MuxChannel> open(ChannelSpec spec) {
        return Mono.error(new UnsupportedOperationException());
    }

    @Override
    public ConnectionSnapshot snapshot() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Void> shutdown(Duration grace) {
        return Mono.error(new UnsupportedOperationException());
    }

    @Override
    public Mono<Void> onClose() {
        return Mono.never();
    }

    @Override
    public void dispose() {}
}
