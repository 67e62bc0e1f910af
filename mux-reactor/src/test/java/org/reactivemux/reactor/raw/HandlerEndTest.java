package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MessageTooLargeException;
import org.reactivemux.MuxHandler;
import org.reactivemux.reactor.MuxServer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A handler's end is its channel's: C-31 and E-6, seen frame by frame. */
class HandlerEndTest {
    private static final Tlvs HELLO = Tlvs.hello(Tlvs.INITIATOR).u32(Tlvs.INITIAL_CREDIT, 100);

    @TempDir
    Path directory;

    private ServerToRawPeer serving(MuxHandler handler) {
        return ServerToRawPeer.connect(directory, MuxServer.create().handle("x", handler), HELLO);
    }

    /** What the server says on a channel that it is asked to open, in all. */
    private static List<RawFrame> opened(ServerToRawPeer served, RawFrame... more) {
        List<RawFrame> said = new ArrayList<>();
        served.peer().say(RawFrame.open(1, "x"));
        served.peer().say(more);
        said.addAll(served.settle());
        return said;
    }

    /** The flags of all CLOSE frames together: FIN and STOP may come in one or in two. */
    private static int closed(List<RawFrame> frames) {
        return frames.stream()
                .filter(frame -> frame.is(RawFrame.CLOSE, 1))
                .mapToInt(RawFrame::flags)
                .reduce(0, (a, b) -> a | b);
    }

    @Test
    void aHandlerThatEndsAtOnceSendsItsAckThenFinAndStop() {
        try (ServerToRawPeer served = serving(channel -> Mono.empty())) {
            List<RawFrame> said = opened(served);

            assertThat(said.get(0)).isEqualTo(RawFrame.ack(1));
            assertThat(said.subList(1, said.size())).allMatch(frame -> frame.type() == RawFrame.CLOSE);
            assertThat(closed(said)).isEqualTo(RawFrame.FIN | RawFrame.STOP);
            assertThat(served.mux().snapshot().channels()).isEmpty();
        }
    }

    @Test
    void aReceiveThatNobodySubscribedToIsStoppedAfterWhatWasSent() {
        MuxHandler handler = channel -> channel.send(Flux.just(RawFrame.utf8("one"), RawFrame.utf8("two")));
        try (ServerToRawPeer served = serving(handler)) {
            List<RawFrame> said = opened(served, RawFrame.data(1, "unread"));

            assertThat(said.stream().filter(frame -> frame.is(RawFrame.DATA, 1)).map(RawFrame::text))
                    .containsExactly("one", "two");
            assertThat(closed(said) & RawFrame.STOP).isNotZero();
            assertThat(served.mux().snapshot().channels()).isEmpty();
        }
    }

    @Test
    void whatWasSentBeforeTheEndIsFlushedAndEnded() {
        MuxHandler handler = channel -> channel.send(Flux.just(RawFrame.utf8("one"), RawFrame.utf8("two")));
        try (ServerToRawPeer served = serving(handler)) {
            List<RawFrame> said = opened(served);
            List<RawFrame> data =
                    said.stream().filter(frame -> frame.is(RawFrame.DATA, 1)).toList();

            boolean end = data.get(1).flags() == RawFrame.END;
            boolean fin = (closed(said) & RawFrame.FIN) != 0;
            assertThat(end ^ fin).as("one end, in END or in FIN").isTrue();
        }
    }

    @Test
    void whatWasSentIsFlushedEvenIfItMustWaitForCredit() {
        Tlvs hello = Tlvs.hello(Tlvs.INITIATOR).u32(Tlvs.INITIAL_CREDIT, 0);
        MuxServer server = MuxServer.create().handle("x", channel -> {
            channel.send(Flux.just(RawFrame.utf8("one"), RawFrame.utf8("two"))).subscribe();
            return Mono.never();
        });
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, server, hello)) {
            assertThat(opened(served)).containsExactly(RawFrame.ack(1));
            served.peer().say(RawFrame.grant(1, 0, 5));

            assertThat(served.settle().stream().map(RawFrame::text)).startsWith("one", "two");
        }
    }

    @Test
    void whatComesAfterTheStopIsDiscardedWithoutAnyGrant() {
        try (ServerToRawPeer served = serving(channel -> Mono.empty())) {
            opened(served);
            served.peer().say(RawFrame.data(1, "late"), RawFrame.close(1, RawFrame.FIN));

            assertThat(served.settle()).isEmpty();
        }
    }

    private static List<Integer> codes(List<RawFrame> frames) {
        return frames.stream()
                .filter(frame -> frame.is(RawFrame.ERROR, 1))
                .map(frame -> frame.integer(0))
                .toList();
    }

    private static void assertTravels(ServerToRawPeer served, RawFrame error) {
        List<RawFrame> said = opened(served);
        assertThat(said).endsWith(error);
        assertThat(said.stream().filter(frame -> frame.type() == RawFrame.ACK)).hasSizeLessThanOrEqualTo(1);
        assertThat(served.mux().snapshot().channels()).isEmpty();
    }

    @Test
    void theCodeAndTextOfAHandlersOwnExceptionTravel() {
        ChannelException failure = new ChannelException(ErrorCode.application(0xCAFE), "no beans");
        try (ServerToRawPeer served = serving(channel -> Mono.error(failure))) {
            assertTravels(served, RawFrame.error(1, 0xCAFE, "no beans"));
        }
    }

    @Test
    void ofAnyOtherExceptionOnlyTheFactTravels() {
        try (ServerToRawPeer served = serving(channel -> Mono.error(new IllegalStateException("the secret")))) {
            assertTravels(served, RawFrame.error(1, RawFrame.INTERNAL, ""));
        }
    }

    @Test
    void aHandlerThatThrowsFailsItsChannel() {
        MuxHandler thrower = channel -> {
            throw new IllegalStateException("the secret");
        };
        try (ServerToRawPeer served = serving(thrower)) {
            assertTravels(served, RawFrame.error(1, RawFrame.INTERNAL, ""));
        }
    }

    @Test
    void aPublisherThatFailsFailsItsChannelWithItsCodeAndText() {
        ChannelException failure = new ChannelException(ErrorCode.application(0xCAFE), "no beans");
        try (ServerToRawPeer served = serving(channel -> channel.send(Flux.error(failure)))) {
            assertTravels(served, RawFrame.error(1, 0xCAFE, "no beans"));
        }
    }

    /** C-5 lets nobody refuse what was accepted, E-3 nobody say what only the other side can know. */
    @ParameterizedTest
    @ValueSource(ints = {RawFrame.REFUSED, RawFrame.NO_HANDLER, 10, 11, 12})
    void aFailureWhoseCodeMayNotBeSentTravelsAsAnother(int code) {
        ChannelException failure = new ChannelException(new ErrorCode(code), "as another connection said");
        try (ServerToRawPeer served = serving(channel -> Mono.error(failure))) {
            assertThat(codes(opened(served))).hasSize(1).doesNotContain(code);
        }
    }

    @Test
    void aFailureBehindDataIsToldAsWell() {
        Tlvs hello = Tlvs.hello(Tlvs.INITIATOR).u32(Tlvs.INITIAL_CREDIT, 1);
        MuxServer server = MuxServer.create()
                .handle(
                        "x",
                        channel -> channel.send(Flux.just("one", "two")
                                .map(RawFrame::utf8)
                                .concatWith(Flux.error(new ChannelException(ErrorCode.application(0x1000), "gone")))));
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, server, hello)) {
            assertThat(codes(opened(served, RawFrame.grant(1, 0, 1)))).containsExactly(0x1000);
        }
    }

    /** C-27: ERROR ends the channel, and the handler with it. */
    @Test
    void anErrorOfThePeerCancelsTheHandler() {
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        MuxHandler handler = channel -> Mono.<Void>never().doOnCancel(() -> cancelled.complete(true));
        try (ServerToRawPeer served = serving(handler)) {
            opened(served, RawFrame.error(1, RawFrame.CANCELLED, ""));

            assertThat(cancelled).succeedsWithin(10, TimeUnit.SECONDS);
            assertThat(served.mux().snapshot().channels()).isEmpty();
        }
    }

    @Test
    void theLossOfTheConnectionCancelsTheHandler() {
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        MuxHandler handler = channel -> Mono.<Void>never().doOnCancel(() -> cancelled.complete(true));
        try (ServerToRawPeer served = serving(handler)) {
            opened(served);
            served.peer().close();

            assertThat(cancelled).succeedsWithin(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aMessageOverThePeersLargestIsNotSentAndFailsItsChannel() {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Tlvs hello = Tlvs.hello(Tlvs.INITIATOR).u32(Tlvs.LARGEST_MESSAGE, 2_000).u32(Tlvs.INITIAL_CREDIT, 9);
        Publisher<ByteBuffer> large = Flux.just(ByteBuffer.allocate(2_000), ByteBuffer.allocate(2_001));
        MuxServer server =
                MuxServer.create().handle("x", channel -> channel.send(large).doOnError(seen::set));
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, server, hello)) {
            List<RawFrame> said = opened(served);

            assertThat(codes(said)).containsExactly(RawFrame.MESSAGE_TOO_LARGE);
            assertThat(said.stream().filter(frame -> frame.type() == RawFrame.DATA))
                    .allMatch(frame -> frame.size() == 2_000);
            assertThat(seen.get()).isInstanceOf(MessageTooLargeException.class);
        }
    }
}
