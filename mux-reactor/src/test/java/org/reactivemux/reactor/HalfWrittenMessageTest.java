package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.test.subscriber.TestSubscriber;

/** A message that was begun and is given up ends its channel at both sides (docs/protocol.md, C-27, C-32). */
class HalfWrittenMessageTest {
    private static final ByteBuffer OVER_THE_WINDOW = ByteBuffer.allocate(1 << 20);

    private final TestSubscriber<ByteBuffer> reader =
            TestSubscriber.builder().initialRequest(0).build();
    private final MuxPair pair = MuxPair.create(MuxPair.end().handle("reader", channel -> {
        channel.receive().subscribe(reader);
        return Mono.never();
    }));
    private final MuxChannel channel = Objects.requireNonNull(
            pair.client().open(ChannelSpec.named("reader")).block(PATIENCE));

    private void assertBothEndsHaveFailed() {
        assertThat(reader.expectTerminalError())
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED));
        StepVerifier.create(channel.receive()).verifyError(ChannelException.class);
        assertThat(pair.client().snapshot().channels()).isEmpty();
        assertThat(pair.server().snapshot().channels()).isEmpty();
    }

    @Test
    void byACancel() {
        StepVerifier.create(channel.send(Mono.just(OVER_THE_WINDOW)))
                .thenCancel()
                .verify();

        assertBothEndsHaveFailed();
    }

    @Test
    void byATimeOutOfTheSender() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        Mono<Void> sending = channel.send(Mono.just(OVER_THE_WINDOW)).timeout(Duration.ofSeconds(10), time);
        StepVerifier.create(sending)
                .then(() -> assertThat(reader.isTerminated()).isFalse())
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(10)))
                .verifyError(TimeoutException.class);

        assertBothEndsHaveFailed();
    }
}
