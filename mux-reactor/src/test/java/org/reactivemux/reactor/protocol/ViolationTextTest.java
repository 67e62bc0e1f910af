package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of a violation names the rule and what was seen, read as unsigned (docs/protocol.md, F-6, F-11). */
class ViolationTextTest {

    @ParameterizedTest
    @CsvSource({
        "ABCD 00000001 03 00 00000000, 'rule F-1: a frame starts with 0x5353, not 0xabcd'",
        "5353 00000001 FF 00 00000000, rule F-4: there is no frame type 255",
        "5353 00000001 03 00 FFFFFFFF, rule F-3: a payload of 4294967295 bytes is over the 65536 allowed for type 3"
    })
    void aHeaderIsQuotedAsItCame(String header, String text) {
        FrameDecoder decoder = new FrameDecoder(65_536, new FrameRecorder());
        ByteBuffer bytes = ByteBuffer.allocate(16);
        for (String field : header.split(" ", -1)) {
            for (int at = 0; at < field.length(); at += 2) {
                bytes.put((byte) Integer.parseInt(field, at, at + 2, 16));
            }
        }
        assertThatThrownBy(() -> decoder.decode(bytes.rewind())).hasMessage(text);
    }

    @Test
    void lateDataIsCountedAsFarAsItGoesTooFar() {
        LateFrames late = new LateFrames();
        late.freed(10);
        assertThatThrownBy(() -> late.data(15)).hasMessage("rule W-6: late DATA goes 5 bytes beyond what was granted");
    }

    @ParameterizedTest
    @CsvSource({
        "INITIATOR, 2, rule C-1: the initiator cannot open channel 2",
        "ACCEPTOR, -1, rule C-1: the acceptor cannot open channel 4294967295"
    })
    void anIdOfTheWrongParityIsQuotedWithWhoCannotOpenIt(Role role, int id, String text) {
        assertThatThrownBy(() -> new ChannelIds(role).raise(id)).hasMessage(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 'rule H-3: a weight is 1 to 256, not 0'", "65535, 'rule H-3: a weight is 1 to 256, not 65535'"})
    void aWeightIsQuotedAsItCame(int weight, String text) {
        byte[] head = new Tlvs().u16(3, weight).bytes();
        assertThatThrownBy(() -> ChannelHead.decode(ByteBuffer.wrap(head))).hasMessage(text);
    }
}
