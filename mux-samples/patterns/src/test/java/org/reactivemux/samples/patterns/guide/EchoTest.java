package org.reactivemux.samples.patterns.guide;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.reactivemux.reactor.MuxPair;
import org.reactivemux.samples.patterns.Text;
import reactor.test.StepVerifier;

/** The guide's test. */
class EchoTest {
    private final ByteBuffer message = Text.encode("hello");

    @Test
    void theAnswerIsTheMessage() {
        MuxPair pair = MuxPair.create(MuxPair.end().handle("echo", channel -> channel.send(channel.receive())));
        StepVerifier.create(pair.client().request("echo", message))
                .expectNext(message)
                .verifyComplete();
    }
}
