package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames are put into batches as section 2 of docs/protocol.md lays them out; {@link Frame} reads them back. */
class FrameEncoderTest {
    private final FrameEncoder encoder = new FrameEncoder();
    private final RecordingBatch batch = new RecordingBatch();

    @Test
    void dataCarriesTheSliceOfTheMessageThatItIsTold() {
        encoder.data(batch, 7, Frame.MORE, ByteBuffer.wrap(Frame.utf8("0123456789")), 2, 5);
        assertThat(lines()).containsExactly("DATA 7 MORE \"23456\"");
    }

    /** Message boundaries are the sender's; emitting a buffer never moves its position. */
    @ParameterizedTest
    @CsvSource({"100, false", "100, true", "20000, false", "20000, true"})
    void aMessageIsNotTouched(int size, boolean direct) {
        ByteBuffer message = (direct ? ByteBuffer.allocateDirect(size + 10) : ByteBuffer.allocate(size + 10))
                .position(3)
                .limit(size + 3);
        encoder.data(batch, 1, 0, message, message.position(), size);
        assertThat(message.position()).isEqualTo(3);
        assertThat(message.limit()).isEqualTo(size + 3);
        assertThat(lines()).containsExactly("DATA 1 " + (size <= 40 ? "" : "[" + size + "]"));
    }

    /** S-4: small payloads are copied into the batch, large ones gathered. */
    @Test
    void onlyALargePayloadOutsideTheHeapIsReferredTo() {
        encoder.data(batch, 1, 0, ByteBuffer.allocateDirect(100), 0, 100);
        encoder.data(batch, 1, 0, ByteBuffer.allocate(60_000), 0, 60_000);
        assertThat(batch.appended()).isZero();
        encoder.data(batch, 1, 0, ByteBuffer.allocateDirect(60_000), 0, 60_000);
        assertThat(batch.appended()).isEqualTo(1);
        assertThat(lines()).containsExactly("DATA 1 [100]", "DATA 1 [60000]", "DATA 1 [60000]");
    }

    @Test
    void aReadOnlyMessageIsEncodedLikeAnyOther() {
        encoder.data(batch, 1, Frame.END, ByteBuffer.wrap(Frame.utf8("read")).asReadOnlyBuffer(), 0, 4);
        assertThat(lines()).containsExactly("DATA 1 END \"read\"");
    }

    /** W-9: 4 bytes for bytes alone, 8 with messages. */
    @Test
    void grantsHaveFourBytesOrEight() {
        encoder.grant(batch, 1, 5);
        encoder.grant(batch, 1, 0, 2);
        encoder.grant(batch, 1, 5, Frame.UNBOUNDED);
        assertThat(lines())
                .containsExactly(
                        "FLOW_CONTROL 1 5 bytes",
                        "FLOW_CONTROL 1 0 bytes 2 messages",
                        "FLOW_CONTROL 1 5 bytes unbounded");
    }

    @Test
    void controlFramesCarryTheirPayload() {
        encoder.control(batch, 0xFFFF_FFFF, Frame.CLOSE, Frame.FIN | Frame.STOP);
        encoder.control(batch, 0, Frame.PONG, 0, Frame.utf8("echo"));
        assertThat(lines()).containsExactly("CLOSE 4294967295 FIN STOP", "PONG [4]");
        assertThat(batch.frames().get(1).payload()).isEqualTo(ByteBuffer.wrap(Frame.utf8("echo")));
    }

    @Test
    void framesAndBytesAreCounted() {
        encoder.control(batch, 1, Frame.ACK, 0);
        encoder.data(batch, 1, 0, ByteBuffer.allocate(10), 0, 10);
        encoder.grant(batch, 1, 1);
        assertThat(encoder.frames()).isEqualTo(3);
        assertThat(encoder.bytes()).isEqualTo(batch.size()).isEqualTo(16 + 26 + 20);
    }

    private List<String> lines() {
        return batch.frames().stream().map(Frame::toString).toList();
    }
}
