package org.reactivemux.samples.cli.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.StepVerifier.FirstStep;

/** The publisher of what a TCP connection brings, fed by hand. */
class TcpInputTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new CountingReads());
    private final TcpInput input = new TcpInput(channel);
    private final List<ByteBuf> buffers = new ArrayList<>();
    private int reads;

    private final class CountingReads extends ChannelOutboundHandlerAdapter {
        @Override
        public void read(ChannelHandlerContext context) {
            reads++;
        }
    }

    TcpInputTest() {
        reads = 0; // but for that of the channel's beginning
    }

    @AfterEach
    void everyBufferIsReleased() {
        assertThat(buffers).allMatch(buffer -> buffer.refCnt() == 0);
    }

    private void read(String words) {
        ByteBuf buffer = Unpooled.copiedBuffer(words, UTF_8);
        buffers.add(buffer);
        input.received(buffer);
        input.readComplete();
    }

    private FirstStep<String> verifier(long initialRequest) {
        return StepVerifier.create(text(), initialRequest);
    }

    private Flux<String> text() {
        return input.map(bytes -> UTF_8.decode(bytes.duplicate()).toString());
    }

    private void assertReads(int expected) {
        assertThat(reads).isEqualTo(expected);
    }

    @Test
    void nothingIsReadThatWasNotRequested() {
        verifier(0).then(() -> assertReads(0)).thenCancel().verify();
    }

    @Test
    void eachRequestedMessageIsReadForItself() {
        verifier(2)
                .then(() -> assertReads(1))
                .then(() -> read("a"))
                .expectNext("a")
                .then(() -> assertReads(2))
                .then(() -> read("b"))
                .expectNext("b")
                .then(() -> assertReads(2))
                .thenRequest(1)
                .then(() -> assertReads(3))
                .thenCancel()
                .verify();
    }

    @Test
    void whatComesUnaskedForWaitsUntilItIsRequested() {
        verifier(0)
                .then(() -> read("a"))
                .then(() -> read("b"))
                .thenRequest(1)
                .expectNext("a")
                .thenRequest(1)
                .expectNext("b")
                .then(() -> assertReads(0))
                .thenCancel()
                .verify();
    }

    @Test
    void theEndComesBehindWhatWasRead() {
        verifier(0)
                .then(() -> read("a"))
                .then(input::end)
                .expectNoEvent(java.time.Duration.ZERO)
                .thenRequest(1)
                .expectNext("a")
                .expectComplete()
                .verify();
    }

    @Test
    void theEndNeedsNoRequest() {
        verifier(0).then(input::end).expectComplete().verify();
        assertReads(0);
    }

    @Test
    void aResetOvertakesWhatWasRead() {
        List<ByteBuffer> discarded = new ArrayList<>();
        StepVerifier.create(input.doOnDiscard(ByteBuffer.class, discarded::add), 0)
                .then(() -> read("a"))
                .then(() -> input.fail(new IOException("reset")))
                .expectErrorMessage("reset")
                .verify();
        assertThat(discarded).hasSize(1);
    }

    @Test
    void aResetBehindTheEndIsNone() {
        verifier(0)
                .then(() -> read("a"))
                .then(input::end)
                .then(() -> input.fail(new IOException("reset")))
                .thenRequest(1)
                .expectNext("a")
                .expectComplete()
                .verify();
    }

    @Test
    void whatHappenedBeforeThereWasAReaderIsToldToIt() {
        read("a");
        input.end();
        verifier(1).expectNext("a").expectComplete().verify();
    }

    @Test
    void cancellingStopsTheReading() {
        List<ByteBuffer> discarded = new ArrayList<>();
        StepVerifier.create(input.doOnDiscard(ByteBuffer.class, discarded::add), 1)
                .then(() -> read("a"))
                .expectNextCount(1)
                .then(() -> read("b"))
                .thenCancel()
                .verify();
        assertThat(discarded).hasSize(1);
        assertReads(1);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void whatComesAfterTheCancelIsReleased() {
        verifier(1).thenCancel().verify();
        read("too late");
        input.fail(new IOException("later still"));
        assertThat(buffers).hasSize(1).allMatch(buffer -> buffer.refCnt() == 0);
    }

    @Test
    void thereIsOneReader() {
        verifier(1).then(input::end).expectComplete().verify();
        verifier(1).expectError(IllegalStateException.class).verify();
    }
}
