package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.reactivemux.ErrorCode;

/** What the frame log says of a frame. */
class FrameLineTest {

    private static String line(Frame frame) {
        return FrameLine.of(frame.channel(), frame.type(), frame.flags(), frame.payload());
    }

    private static Frame error(int channel, ErrorCode code, String text) {
        return new Frame(channel, Frame.ERROR, 0, new ErrorPayload(code, text).encode());
    }

    @Test
    void ofAMessageItSaysOnlyHowLongItIs() {
        assertThat(line(Frame.data(5, 0, 1_024))).isEqualTo("#5 DATA 1,024 B");
        assertThat(line(Frame.data(5, "secret"))).isEqualTo("#5 DATA 6 B");
        assertThat(line(Frame.data(5, ""))).isEqualTo("#5 DATA 0 B");
    }

    @Test
    void flagsHaveTheirNames() {
        assertThat(line(Frame.data(5, Frame.END, 1))).isEqualTo("#5 DATA END 1 B");
        assertThat(line(Frame.data(5, Frame.COMPRESSED | Frame.MORE, 1))).isEqualTo("#5 DATA COMPRESSED MORE 1 B");
        assertThat(line(Frame.close(5, Frame.FIN | Frame.STOP))).isEqualTo("#5 CLOSE_CHANNEL FIN STOP");
        assertThat(line(Frame.close(5, 0))).isEqualTo("#5 CLOSE_CHANNEL");
    }

    /** F-8: they mean nothing, and are seen all the same. */
    @Test
    void unknownFlagsAreSeenAsTheirBits() {
        assertThat(line(Frame.data(5, Frame.END | 0x50, 1))).isEqualTo("#5 DATA END 0x50 1 B");
        assertThat(line(new Frame(5, Frame.ACK, 0x80))).isEqualTo("#5 ACK 0x80");
    }

    @Test
    void aGrantShowsBytesAndMessages() {
        assertThat(line(Frame.grant(5, 65_536))).isEqualTo("#5 FLOW_CONTROL +65,536 B");
        assertThat(line(Frame.grant(5, 65_536, 16))).isEqualTo("#5 FLOW_CONTROL +65,536 B +16");
        assertThat(line(Frame.grant(5, 0, Frame.UNBOUNDED))).isEqualTo("#5 FLOW_CONTROL +0 B unbounded");
        assertThat(line(Frame.grant(5, -1))).isEqualTo("#5 FLOW_CONTROL +4,294,967,295 B");
    }

    @Test
    void anOpeningShowsNameWeightAndCreditAndOfMetadataKeysAndSizes() {
        assertThat(line(Frame.open(5))).isEqualTo("#5 OPEN_CHANNEL");
        Tlvs head = new Tlvs().text(1, "quotes").u16(3, 32).u32(5, 8).metadata("authorization", "secret");
        assertThat(line(Frame.open(5, head))).isEqualTo("#5 OPEN_CHANNEL 'quotes' weight 32 +8 'authorization' 6 B");
        assertThat(line(Frame.open(5, new Tlvs().u8(4, 1)))).isEqualTo("#5 OPEN_CHANNEL codec 1");
    }

    @Test
    void anErrorShowsItsCodeAndText() {
        assertThat(line(error(5, ErrorCode.CANCELLED, "the opener cancelled")))
                .isEqualTo("#5 ERROR CANCELLED 'the opener cancelled'");
        assertThat(line(error(0, new ErrorCode(0x1001), ""))).isEqualTo("#0 ERROR 0x1001");
    }

    @Test
    void aGoAwayShowsTheLastIdThatWasAccepted() {
        byte[] word = new GoAway(7, ErrorCode.NONE, "bye").encode();
        assertThat(line(new Frame(0, Frame.CLOSE, 0, word))).isEqualTo("#0 CLOSE_CHANNEL last #7 NONE 'bye'");
    }

    @Test
    void aHelloShowsWhatItsSenderAccepts() {
        Tlvs settings =
                Tlvs.role(Role.INITIATOR).u32(6, 131_072).u32(7, 2).u32(5, 64).raw(8, (byte) 2, (byte) 1);
        assertThat(line(Frame.hello(settings)))
                .isEqualTo("#0 PING HELLO initiator frames 65,536 B messages 16,777,216 B channels 64"
                        + " window 131,072 B credit +2 codec 1 codec 2");
    }

    @Test
    void ofOtherPingsAndTheirAnswersItSaysHowLongTheyAre() {
        assertThat(line(Frame.ping("12345678"))).isEqualTo("#0 PING 8 B");
        assertThat(line(new Frame(0, Frame.PONG, 0, new byte[11]))).isEqualTo("#0 PONG 11 B");
    }

    /** C-11. */
    @Test
    void idsAreUnsigned() {
        assertThat(line(Frame.ack(0xFFFF_FFFF))).isEqualTo("#4294967295 ACK");
    }

    /** A peer chooses names and texts: they must not make lines of their own. */
    @Test
    void nothingThatAPeerSaysBreaksTheLine() {
        Tlvs head = new Tlvs().text(1, "a\n>> #1 DATA\r\u2028'\\\u202e\u0000z");
        assertThat(line(Frame.open(5, head)))
                .isEqualTo("#5 OPEN_CHANNEL 'a\\u{a}>> #1 DATA\\u{d}\\u{2028}\\u{27}\\u{5c}\\u{202e}\\u{0}z'");
    }

    @Test
    void longWordsAreCutShort() {
        assertThat(line(error(5, ErrorCode.INTERNAL, "é".repeat(201))))
                .isEqualTo("#5 ERROR INTERNAL '" + "é".repeat(200) + "...'");
        assertThat(line(error(5, ErrorCode.INTERNAL, "é".repeat(200))))
                .isEqualTo("#5 ERROR INTERNAL '" + "é".repeat(200) + "'");
    }

    /** W-1, H-2, C-8: the log shows what came before anybody judges it. */
    @Test
    void whatIsMalformedIsSaidToBe() {
        assertThat(line(new Frame(5, Frame.FLOW_CONTROL, 0, new byte[5]))).isEqualTo("#5 FLOW_CONTROL malformed 5 B");
        assertThat(line(new Frame(5, Frame.OPEN, 0, new byte[3]))).isEqualTo("#5 OPEN_CHANNEL malformed 3 B");
        assertThat(line(new Frame(5, Frame.ERROR, 0, new byte[2]))).isEqualTo("#5 ERROR malformed 2 B");
        assertThat(line(Frame.hello(new Tlvs().u16(1, 9)))).isEqualTo("#0 PING HELLO malformed 6 B");
    }

    @Test
    void itReadsALineFromAnyPartOfABuffer() {
        ByteBuffer around = ByteBuffer.allocate(20).putInt(4, 9).position(4).limit(8);
        assertThat(FrameLine.of(5, Frame.FLOW_CONTROL, 0, around)).isEqualTo("#5 FLOW_CONTROL +9 B");
    }
}
