package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.subscriber.TestSubscriber;

/** How our client opens channels: C-12, C-16 to C-21. */
class OpeningTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private final TestSubscriber<ByteBuffer> reader = TestSubscriber.create();

    @Test
    void anExchangeSendsItsDataBehindItsOpenWithoutWaitingForTheAnswer() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            client.mux().exchange("echo", Mono.just(RawFrame.utf8("hello"))).subscribe(reader);

            RawFrame open = client.peer().next();
            assertThat(open).matches(frame -> frame.is(RawFrame.OPEN, 1));
            assertThat(Tlvs.parse(open.payload())).containsEntry(Tlvs.NAME, RawFrame.utf8("echo"));
            RawFrame data = client.peer().await(RawFrame.DATA, 1);
            assertThat(data.text()).isEqualTo("hello");
            assertThat(data.flags()).isEqualTo(RawFrame.END);
        }
    }

    @Test
    void theIdsOfAClientAreOddAndRise() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            for (int id = 1; id <= 9; id += 2) {
                client.mux().exchange("echo", Flux.never()).subscribe(TestSubscriber.create());
                client.peer().await(RawFrame.OPEN, id);
            }
            assertThat(client.settle()).noneMatch(frame -> frame.type() == RawFrame.OPEN);
        }
    }

    @Test
    void openCompletesAtTheAckAndNotBefore() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            CompletableFuture<MuxChannel> opening =
                    client.mux().open(ChannelSpec.named("later")).toFuture();
            client.peer().expect(RawFrame.OPEN, 1);
            client.settle();
            assertThat(opening).isNotDone();
            client.peer().say(RawFrame.ack(1));

            assertThat(opening)
                    .succeedsWithin(SOON)
                    .extracting(MuxChannel::name)
                    .isEqualTo("later");
        }
    }

    @Test
    void openIsLazyAndOpensAChannelForEachSubscription() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            Mono<MuxChannel> open = client.mux().open(ChannelSpec.named("twice"));
            assertThat(client.settle()).isEmpty();
            open.subscribe(TestSubscriber.create());
            open.subscribe(TestSubscriber.create());

            client.peer().expect(RawFrame.OPEN, 1);
            client.peer().expect(RawFrame.OPEN, 3);
        }
    }

    @Test
    void aRefusalInPlaceOfTheAckFailsTheOpenAndIsSafeToRetry() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            CompletableFuture<MuxChannel> opening =
                    client.mux().open(ChannelSpec.named("full")).toFuture();
            client.peer().expect(RawFrame.OPEN, 1);
            client.peer().say(RawFrame.error(1, RawFrame.REFUSED, "come back later"));

            assertThatThrownBy(() -> opening.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(ChannelRefusedException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.REFUSED);
                        assertThat(refused).hasMessage("come back later");
                        assertThat(refused.retrySafe()).isTrue();
                    });
        }
    }

    @Test
    void aMissingHandlerFailsTheExchangeAndIsNotWorthARetry() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            client.mux().exchange("nobody", Mono.just(RawFrame.utf8("?"))).subscribe(reader);
            client.peer().await(RawFrame.DATA, 1);
            client.peer().say(RawFrame.error(1, RawFrame.NO_HANDLER, "nobody is here"));
            client.settle();

            assertThat(reader.expectTerminalError()).isInstanceOfSatisfying(ChannelRefusedException.class, refused -> {
                assertThat(refused.code()).isEqualTo(ErrorCode.NO_HANDLER);
                assertThat(refused.retrySafe()).isFalse();
            });
            assertThat(client.mux().snapshot().channels()).isEmpty();
        }
    }

    /** C-19: the peer is told, and the channel kept until its answer. */
    @Test
    void anOpenThatIsCancelledBeforeItsAnswerIsAbandonedWithAnError() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            Disposable opening = client.mux().open(ChannelSpec.named("slow")).subscribe();
            client.peer().expect(RawFrame.OPEN, 1);
            opening.dispose();
            assertThat(client.peer().expect(RawFrame.ERROR, 1).integer(0)).isEqualTo(RawFrame.CANCELLED);
            assertThat(client.mux().snapshot().channels()).hasSize(1);
            client.peer().say(RawFrame.ack(1));

            assertThat(client.settle()).isEmpty();
            assertThat(client.mux().snapshot().channels()).isEmpty();
        }
    }

    @Test
    void anOpenThatIsNotAnsweredInTimeFailsAndTellsThePeer() {
        MuxOptions hasty =
                MuxOptions.builder().openTimeout(Duration.ofMillis(50)).build();
        try (ClientToRawPeer client =
                ClientToRawPeer.connect(directory, MuxClient.create().options(hasty), Tlvs.hello(Tlvs.ACCEPTOR))) {
            StepVerifier.create(client.mux().open(ChannelSpec.named("slow")))
                    .expectErrorSatisfies(timeout ->
                            assertThat(((MuxException) timeout).code()).isEqualTo(ErrorCode.TIMEOUT))
                    .verify(SOON);
            client.peer().expect(RawFrame.OPEN, 1);

            assertThat(client.peer().expect(RawFrame.ERROR, 1).integer(0)).isEqualTo(RawFrame.TIMEOUT);
        }
    }

    /** C-20. */
    @Test
    void aChannelBeyondWhatThePeerTakesFailsLocallyAndIsSafeToRetry() {
        Tlvs hello = Tlvs.hello(Tlvs.ACCEPTOR).u32(Tlvs.MAX_CHANNELS, 1);
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory, MuxClient.create(), hello)) {
            client.mux().exchange("one", Flux.never()).subscribe(reader);
            client.peer().expect(RawFrame.OPEN, 1);

            StepVerifier.create(client.mux().open(ChannelSpec.named("two")))
                    .expectErrorSatisfies(refused -> {
                        assertThat(((MuxException) refused).code()).isEqualTo(ErrorCode.REFUSED);
                        assertThat(((MuxException) refused).retrySafe()).isTrue();
                    })
                    .verify(SOON);
            assertThat(client.settle()).noneMatch(frame -> frame.type() == RawFrame.OPEN);
        }
    }

    @Test
    void whatTheSpecSaysOfTheChannelTravelsInItsHead() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            ChannelSpec spec = ChannelSpec.named("traced")
                    .metadata("trace", RawFrame.utf8("abc"))
                    .weight(200)
                    .prefetch(9);
            client.mux().exchange(spec, Flux.never()).subscribe(reader);

            RawFrame open = client.peer().expect(RawFrame.OPEN, 1);
            assertThat(List.copyOf(Tlvs.parse(open.payload()).values()))
                    .containsExactly(
                            RawFrame.utf8("traced"),
                            RawFrame.utf8("\005traceabc"),
                            ByteBuffer.wrap(new byte[] {0, (byte) 200}),
                            RawFrame.integers(9));
        }
    }
}
