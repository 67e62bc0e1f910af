package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.text;
import static org.reactivemux.reactor.Messages.utf8;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ConnectionException;
import org.reactivemux.Dialect;
import org.reactivemux.ErrorCode;
import org.reactivemux.Transport;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Two ends without a socket, as users' tests have them. */
class MuxPairTest {
    private final MuxPair pair = MuxPair.create(MuxPair.end()
            .handle("echo", channel -> channel.send(channel.receive()))
            .handle("silent", channel -> channel.receive().then()));

    @Test
    void aRequestGetsItsAnswer() {
        StepVerifier.create(pair.client().request("echo", utf8("hello")).map(Messages::text))
                .expectNext("hello")
                .verifyComplete();
    }

    @Test
    void anExchangeEchoesAThousandMessagesInOrder() {
        Flux<ByteBuffer> numbers = Flux.range(0, 1_000).map(i -> utf8("message " + i));
        StepVerifier.create(pair.client().exchange("echo", numbers).map(Messages::text))
                .expectNextSequence(
                        Flux.range(0, 1_000).map(i -> "message " + i).toIterable())
                .verifyComplete();
    }

    @Test
    void bothEndsSpeakTheExtendedDialectOverMemory() {
        assertThat(pair.client().peer().dialect()).isEqualTo(Dialect.EXTENDED);
        assertThat(pair.server().snapshot().transport()).isEqualTo(Transport.MEMORY);
    }

    @Test
    void aNameThatNobodyServesIsRefusedAndNotWorthARetry() {
        StepVerifier.create(pair.client().request("nobody", utf8("?"))).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(ChannelRefusedException.class).hasMessageContaining("'nobody'");
            assertThat(((ChannelRefusedException) error).code()).isEqualTo(ErrorCode.NO_HANDLER);
            assertThat(((ChannelRefusedException) error).retrySafe()).isFalse();
        });
    }

    @Test
    void waitingIsGovernedByVirtualTime() {
        StepVerifier.withVirtualTime(() -> {
                    MuxPair fresh = MuxPair.create(MuxPair.end()
                            .handle(
                                    "slow",
                                    channel -> channel.send(channel.receive().delayElements(Duration.ofHours(1)))));
                    return fresh.client().request("slow", utf8("patience")).map(Messages::text);
                })
                .expectSubscription()
                .expectNoEvent(Duration.ofHours(1).minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .expectNext("patience")
                .verifyComplete();
    }

    @Test
    void aMessageLargerThanTheWindowArrivesWhole() {
        ByteBuffer large = ByteBuffer.allocate(3_000_000);
        for (int i = 0; i < large.capacity(); i++) {
            large.put(i, (byte) (i * 31));
        }
        StepVerifier.create(pair.client().request("echo", large))
                .assertNext(answer -> assertThat(answer).isEqualTo(large))
                .verifyComplete();
    }

    @Test
    void theEndsAreToldOfEachOthersShutdown() {
        StepVerifier.create(pair.client().shutdown(Duration.ofSeconds(1))).verifyComplete();
        StepVerifier.create(pair.server().onClose()).verifyComplete();
        StepVerifier.create(pair.server().request("x", utf8("late"))).verifyError();
        assertThat(text(utf8("text"))).isEqualTo("text");
    }

    @Test
    void whatIsAskedOfAnEndedConnectionIsSafeToRetryElsewhere() {
        pair.client().dispose();
        StepVerifier.create(pair.client().request("echo", utf8("late")))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                ConnectionException.class,
                                ended -> assertThat(ended.retrySafe()).isTrue()));
    }
}
