package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ChannelSpec;

/** The heads of OPEN and ACK (docs/protocol.md, section 3). */
class ChannelHeadTest {

    @Test
    void aHeadComesBackAsItWasWritten() {
        ChannelSpec spec = ChannelSpec.named("größe")
                .metadata("trace", ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .metadata("", ByteBuffer.allocate(0))
                .weight(256)
                .prefetch(0);
        ChannelHead head = ChannelHead.of(spec);
        ChannelHead back = ChannelHead.decode(ByteBuffer.wrap(head.encode()));
        assertThat(back).isEqualTo(head);
        assertThat(back.metadata())
                .isEqualTo(Map.of("trace", ByteBuffer.wrap(new byte[] {1, 2, 3}), "", ByteBuffer.allocate(0)));
        assertThat(back.initialCredit()).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void aHeadOfDefaultsIsEmpty() {
        assertThat(ChannelHead.of(ChannelSpec.unnamed()).encode()).isEmpty();
        assertThat(ChannelHead.decode(ByteBuffer.allocate(0))).isEqualTo(ChannelHead.of(ChannelSpec.unnamed()));
    }

    @Test
    void encodingDoesNotMoveTheMetadata() {
        ByteBuffer value = ByteBuffer.wrap(new byte[] {1, 2, 3});
        ChannelHead head = new ChannelHead("", Map.of("key", value), 16, 0, OptionalInt.empty());
        assertThat(head.encode()).isEqualTo(head.encode());
        assertThat(value.position()).isZero();
    }

    @Test
    void metadataIsACopyThatCannotBeChanged() {
        byte[] payload = new Tlvs().metadata("k", "value").bytes();
        ByteBuffer value =
                ChannelHead.decode(ByteBuffer.wrap(payload)).metadata().get("k");
        payload[payload.length - 1] = 'X';
        assertThat(value).isEqualTo(ByteBuffer.wrap(Frame.utf8("value")));
        assertThat(value).satisfies(kept -> assertThat(kept.isReadOnly()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"0, H-3", "1, none", "16, none", "256, none", "257, H-3", "65535, H-3"})
    void aWeightIs1To256(int weight, String rule) {
        assertThat(rule(new Tlvs().u16(3, weight))).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({"0, none", "2147483647, none", "-1, none", "-2, H-3", "-2147483648, H-3"})
    void aCreditIsUpToTheLargestOutstandingOrUnbounded(int credit, String rule) {
        assertThat(rule(new Tlvs().u32(5, credit))).isEqualTo(rule);
    }

    /** H-2: a name has at most 1,024 bytes. */
    @Test
    void aNameHasUpTo1024Bytes() {
        assertThat(rule(new Tlvs().text(1, "n".repeat(1_024)))).isEqualTo("none");
        assertThat(rule(new Tlvs().text(1, "n".repeat(1_025)))).isEqualTo("H-2");
    }

    /** H-3: names and keys are compared by programs, so they must be well-formed. */
    @Test
    void namesAndKeysMustBeWellFormedUtf8() {
        byte[] overlong = {(byte) 0xC0, (byte) 0xAF};
        byte[] surrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
        assertThat(rule(new Tlvs().raw(1, overlong))).isEqualTo("H-3");
        assertThat(rule(new Tlvs().raw(1, surrogate))).isEqualTo("H-3");
        assertThat(rule(new Tlvs().raw(2, new byte[] {1, (byte) 0x80}))).isEqualTo("H-3");
        assertThat(rule(new Tlvs().raw(2, new byte[] {0, (byte) 0x80}))).isEqualTo("none");
    }

    @Test
    void metadataKeysAreAllDifferentAndLieWithinTheirEntry() {
        assertThat(rule(new Tlvs().metadata("a", "1").metadata("b", "1"))).isEqualTo("none");
        assertThat(rule(new Tlvs().metadata("a", "1").metadata("a", "2"))).isEqualTo("H-2");
        assertThat(rule(new Tlvs().metadata("", "1").metadata("", "2"))).isEqualTo("H-2");
        assertThat(rule(new Tlvs().raw(2))).isEqualTo("H-2");
        assertThat(rule(new Tlvs().raw(2, new byte[] {3, 'a', 'b'}))).isEqualTo("H-2");
        assertThat(rule(new Tlvs().metadata("k".repeat(255), ""))).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5})
    void everyOtherEntryComesOnlyOnceAndHasItsLength(int id) {
        byte[] value = new byte[id == 1 ? 1 : id == 3 ? 2 : id == 4 ? 1 : 4];
        value[value.length - 1] = 1;
        assertThat(rule(new Tlvs().raw(id, value))).isEqualTo("none");
        assertThat(rule(new Tlvs().raw(id, value).raw(id, value))).isEqualTo("H-2");
        if (id != 1) {
            assertThat(rule(new Tlvs().raw(id, new byte[value.length + 1]))).isEqualTo("H-2");
            assertThat(rule(new Tlvs().raw(id, new byte[value.length - 1]))).isEqualTo("H-2");
        }
    }

    /** H-18: an OPEN may name any codec; one that is not known here is answered with none. */
    @Test
    void aCodecIsReadAsItCame() {
        ChannelHead head =
                ChannelHead.decode(ByteBuffer.wrap(new Tlvs().u8(4, 200).bytes()));
        assertThat(head.codec()).isEqualTo(200);
    }

    /** H-12. */
    @Test
    void unknownEntriesAreSkipped() {
        ChannelHead head = ChannelHead.decode(ByteBuffer.wrap(
                new Tlvs().raw(9).text(77, "later").raw(9).text(1, "n").bytes()));
        assertThat(head.name()).isEqualTo("n");
    }

    /** F-3: whatever is not DATA has at most 4,096 bytes. */
    @Test
    void aHeadThatFitsNoFrameIsRefusedBeforeItIsSent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ChannelHead.of(ChannelSpec.named("n".repeat(1_025))).checkSize());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelHead.of(
                                ChannelSpec.unnamed().metadata("k".repeat(256), ByteBuffer.allocate(0)))
                        .checkSize());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelHead.of(ChannelSpec.unnamed().metadata("k", ByteBuffer.allocate(4_096)))
                        .checkSize());
    }

    @Test
    void theLongestNameAndTheLongestKeyAreSent() {
        ChannelHead head =
                ChannelHead.of(ChannelSpec.named("n".repeat(1_024)).metadata("k".repeat(255), ByteBuffer.allocate(0)));
        head.checkSize();
        assertThat(ChannelHead.decode(ByteBuffer.wrap(head.encode()))).isEqualTo(head);
    }

    @Test
    void theLargestHeadThatPassesTheCheckFitsAFrame() {
        int size = 4_000;
        while (!Breaches.isRefused(headWithMetadata(size + 1)::checkSize)) {
            size++;
        }
        assertThat(headWithMetadata(size).encode().length).isBetween(4_050, 4_096);
    }

    private static ChannelHead headWithMetadata(int size) {
        ByteBuffer value = ByteBuffer.allocate(size);
        return ChannelHead.of(ChannelSpec.named("name").weight(2).prefetch(3).metadata("key", value));
    }

    private static String rule(Tlvs head) {
        return Breaches.rule(() -> ChannelHead.decode(ByteBuffer.wrap(head.bytes())));
    }
}
