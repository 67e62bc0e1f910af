package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ErrorCode;

/** TLVs, and the payloads of ERROR and go-away (docs/protocol.md, H-2, H-12, C-8, E-4). */
class PayloadTest {

    @Test
    void entriesAreShownInTheirOrderWithTheirValues() {
        List<String> seen = new ArrayList<>();
        byte[] payload = new Tlvs().text(9, "nine").raw(1).u16(0xFFFF, 0x4142).bytes();
        Tlv.read(ByteBuffer.wrap(payload), (id, value) -> seen.add(id + "=" + StandardCharsets.US_ASCII.decode(value)));
        assertThat(seen).containsExactly("9=nine", "1=", "65535=AB");
    }

    @Test
    void whatIsPutIsRead() {
        ByteBuffer out = ByteBuffer.allocate(64);
        Tlv.putByte(out, 1, 0xFE);
        Tlv.putShort(out, 2, 0xFEDC);
        Tlv.putInt(out, 3, 0xFEDCBA98);
        byte[] expected =
                new Tlvs().u8(1, 0xFE).u16(2, 0xFEDC).u32(3, 0xFEDCBA98).bytes();
        assertThat(out.flip()).isEqualTo(ByteBuffer.wrap(expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void anEntryThatIsCutAnywhereIsMalformed(int length) {
        byte[] cut = new byte[length];
        ByteBuffer.wrap(new Tlvs().text(1, "abc").bytes()).get(cut);
        assertThat(Breaches.rule(() -> Tlv.read(ByteBuffer.wrap(cut), (id, value) -> {})))
                .isEqualTo("H-2");
    }

    @Test
    void anErrorComesBackAsItWasWritten() {
        ErrorPayload error = new ErrorPayload(new ErrorCode(0xFFFF_FFFF), "größer €");
        assertThat(ErrorPayload.decode(ByteBuffer.wrap(error.encode()))).isEqualTo(error);
        ErrorPayload bare = new ErrorPayload(ErrorCode.NONE, "");
        assertThat(bare.encode()).hasSize(4);
        assertThat(ErrorPayload.decode(ByteBuffer.wrap(bare.encode()))).isEqualTo(bare);
    }

    @Test
    void aGoAwayComesBackAsItWasWritten() {
        GoAway goAway = new GoAway(0xFFFF_FFFE, ErrorCode.LIMIT_EXCEEDED, "bye");
        assertThat(GoAway.decode(ByteBuffer.wrap(goAway.encode()))).isEqualTo(goAway);
        assertThat(new GoAway(0, ErrorCode.NONE, "").encode()).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anErrorWithoutAWholeCodeBreaksC8(int length) {
        assertThat(Breaches.rule(() -> ErrorPayload.decode(ByteBuffer.allocate(length))))
                .isEqualTo("C-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 7})
    void aGoAwayWithoutIdAndCodeBreaksC8(int length) {
        assertThat(Breaches.rule(() -> GoAway.decode(ByteBuffer.allocate(length))))
                .isEqualTo("C-8");
    }

    /** E-4: 4,092 bytes in an ERROR, 4,088 in a go-away, so that the frame stays within F-3. */
    @Test
    void aTextThatIsTooLongIsCut() {
        assertThat(new ErrorPayload(ErrorCode.INTERNAL, "x".repeat(4_092)).encode())
                .hasSize(4_096);
        assertThat(new ErrorPayload(ErrorCode.INTERNAL, "x".repeat(4_093)).encode())
                .hasSize(4_096);
        assertThat(new GoAway(1, ErrorCode.NONE, "x".repeat(9_000)).encode()).hasSize(4_096);
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "€", "😀"})
    void aTextIsCutBetweenCharacters(String character) {
        for (int before = 0; before < 4; before++) {
            String text = "x".repeat(4_088 + before) + character.repeat(3);
            ErrorPayload back =
                    ErrorPayload.decode(ByteBuffer.wrap(new ErrorPayload(ErrorCode.INTERNAL, text).encode()));
            assertThat(text).startsWith(back.text());
            assertThat(Frame.utf8(back.text()).length).isBetween(4_092 - 3, 4_092);
        }
    }
}
