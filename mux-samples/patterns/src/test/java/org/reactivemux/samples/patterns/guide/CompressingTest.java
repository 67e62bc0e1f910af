package org.reactivemux.samples.patterns.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.reactivemux.CompressionSnapshot;
import org.reactivemux.reactor.MuxPair;
import org.reactivemux.samples.patterns.Text;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A handler serves a compressed channel as it does any other. */
class CompressingTest {
    private final ByteBuffer subscription = Text.encode("ACME ".repeat(100));

    @Test
    void messagesAreCompressedInBothDirections() {
        MuxPair pair = MuxPair.create(MuxPair.end().handle("quotes", channel -> channel.send(channel.receive())));
        StepVerifier.create(Compressing.quotes(pair.client(), Mono.just(subscription)))
                .expectNext(subscription)
                .verifyComplete();
        CompressionSnapshot compression = pair.client().snapshot().compression();
        assertThat(compression.sentFrom()).isEqualTo(500);
        assertThat(compression.sentTo()).isBetween(1L, 100L);
        assertThat(compression.receivedTo()).isEqualTo(500);
        assertThat(compression.receivedFrom()).isBetween(1L, 100L);
    }
}
