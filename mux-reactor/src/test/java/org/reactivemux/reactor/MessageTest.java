package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** M-6: one buffer sent is one buffer received, whatever its size and kind, and the sent one is not touched. */
@EachCarrier
class MessageTest {
    private static final long SEED = 20_260_101;

    @AutoClose
    private final Sockets sockets;

    private final MuxConnection mux;

    MessageTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
        this.mux = sockets.connectToEcho();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(SEED + size).nextBytes(bytes);
        return bytes;
    }

    /** Around nothing, the largest frame, the window, the socket's buffer, and far beyond all of them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, 262_145, 1 << 20, 10 << 20, 16 << 20})
    void aMessageOfAnySizeArrivesWhole(int size) {
        ByteBuffer message = ByteBuffer.wrap(bytes(size));
        StepVerifier.create(mux.request(ECHO, message))
                .assertNext(answer -> assertThat(answer.equals(message)).isTrue())
                .verifyComplete();
        assertThat(message.remaining()).isEqualTo(size);
    }

    @Test
    void emptyMessagesAreMessagesToo() {
        Flux<ByteBuffer> nothings = Flux.range(0, 1_000).map(i -> ByteBuffer.allocate(0));
        StepVerifier.create(mux.exchange(ECHO, nothings))
                .thenConsumeWhile(message -> !message.hasRemaining())
                .verifyComplete();
        StepVerifier.create(mux.exchange(ECHO, nothings).count())
                .expectNext(1_000L)
                .verifyComplete();
    }

    @Test
    void messagesOfMixedSizesKeepTheirBordersAndTheirOrder() {
        int[] sizes = new Random(SEED).ints(300, 0, 100_000).toArray();
        StepVerifier.create(mux.exchange(ECHO, Flux.range(0, sizes.length).map(i -> ByteBuffer.wrap(bytes(sizes[i]))))
                        .index()
                        .all(answer -> answer.getT2()
                                .equals(ByteBuffer.wrap(
                                        bytes(sizes[answer.getT1().intValue()])))))
                .expectNext(true)
                .verifyComplete();
    }

    @Test
    void severalLargeMessagesAtATimeArriveWhole() {
        StepVerifier.create(Flux.range(1, 6)
                        .flatMap(i -> mux.request(ECHO, ByteBuffer.wrap(bytes(i * 500_000))))
                        .map(ByteBuffer::remaining)
                        .collectSortedList())
                .assertNext(sizes -> assertThat(sizes)
                        .containsExactly(500_000, 1_000_000, 1_500_000, 2_000_000, 2_500_000, 3_000_000))
                .verifyComplete();
    }

    @Test
    void aLargeMessageDoesNotHoldUpASmallOneOfAnotherChannel() {
        Mono<String> large = mux.request(ECHO, ByteBuffer.allocate(16 << 20)).thenReturn("large");
        Mono<String> small = mux.request(ECHO, ByteBuffer.allocate(1)).thenReturn("small");
        StepVerifier.create(Flux.merge(large, small))
                .expectNext("small", "large")
                .verifyComplete();
    }

    /** Kinds of buffers; each holds its message with something around it, where the kind allows that. */
    enum Kind {
        HEAP,
        HEAP_SLICE,
        HEAP_READ_ONLY,
        HEAP_READ_ONLY_SLICE,
        DIRECT,
        DIRECT_SLICE,
        DIRECT_READ_ONLY,
        LITTLE_ENDIAN,
        LITTLE_ENDIAN_DIRECT;

        ByteBuffer of(byte[] content) {
            int size = content.length + 14;
            return switch (this) {
                case HEAP -> framed(ByteBuffer.allocate(size), content);
                case HEAP_SLICE -> framed(ByteBuffer.allocate(size), content).slice();
                case HEAP_READ_ONLY ->
                    framed(ByteBuffer.allocate(size), content).asReadOnlyBuffer();
                case HEAP_READ_ONLY_SLICE ->
                    framed(ByteBuffer.allocate(size), content)
                            .asReadOnlyBuffer()
                            .slice();
                case DIRECT -> framed(ByteBuffer.allocateDirect(size), content);
                case DIRECT_SLICE ->
                    framed(ByteBuffer.allocateDirect(size), content).slice();
                case DIRECT_READ_ONLY ->
                    framed(ByteBuffer.allocateDirect(size), content).asReadOnlyBuffer();
                case LITTLE_ENDIAN -> framed(ByteBuffer.allocate(size), content).order(ByteOrder.LITTLE_ENDIAN);
                case LITTLE_ENDIAN_DIRECT ->
                    framed(ByteBuffer.allocateDirect(size), content).order(ByteOrder.LITTLE_ENDIAN);
            };
        }

        private static ByteBuffer framed(ByteBuffer buffer, byte[] content) {
            return buffer.position(7).put(content).flip().position(7);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aBufferOfAnyKindIsSentFromItsPositionToItsLimitAndNotMoved(Kind kind) {
        for (int size : new int[] {0, 10, 20_000, 400_000}) {
            ByteBuffer message = kind.of(bytes(size));
            int position = message.position();
            int limit = message.limit();
            ByteOrder order = message.order();
            StepVerifier.create(mux.request(ECHO, message))
                    .assertNext(answer -> assertThat(answer.equals(ByteBuffer.wrap(bytes(size))))
                            .as("%,d bytes arrive as they were sent", size)
                            .isTrue())
                    .verifyComplete();
            assertThat(message.position()).isEqualTo(position);
            assertThat(message.limit()).isEqualTo(limit);
            assertThat(message.order()).isEqualTo(order);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void oneBufferMayBeSentManyTimesAtOnce(Kind kind) {
        ByteBuffer message = kind.of(bytes(50_000));
        StepVerifier.create(Flux.range(0, 8)
                        .flatMap(i -> mux.exchange(ECHO, Flux.just(message, message, message)), 8)
                        .all(answer -> answer.equals(ByteBuffer.wrap(bytes(50_000)))))
                .expectNext(true)
                .verifyComplete();
    }

    @Test
    void whatIsReceivedIsAHeapBufferInNetworkOrder() {
        for (int size : new int[] {0, 10, 400_000}) {
            StepVerifier.create(mux.request(ECHO, ByteBuffer.allocateDirect(size)))
                    .assertNext(answer -> {
                        assertThat(answer.hasArray()).isTrue();
                        assertThat(answer.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
                        assertThat(answer.position()).isZero();
                    })
                    .verifyComplete();
        }
    }
}
