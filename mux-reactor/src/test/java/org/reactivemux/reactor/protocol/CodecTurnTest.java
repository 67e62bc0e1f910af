package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.ChannelSpec;
import org.reactivemux.Codec;
import org.reactivemux.MuxOptions;

/** Nobody's messages keep an event loop at compressing and inflating for long (docs/protocol.md, L-12, M-14). */
class CodecTurnTest {
    private static final int MANY = 20;
    private static final int LARGE = 500_000;
    private static final int HUGE = 1 << 20;

    private static ScriptedPeer accepting(int... codecs) {
        Tlvs settings = Tlvs.role(Role.ACCEPTOR).u32(6, 1 << 20).u32(7, 1_000);
        return ScriptedPeer.extended(
                Role.INITIATOR, MuxOptions.defaults(), settings.raw(8, Compressed.with(new byte[0], codecs)));
    }

    /** A session with a reader of everything on channel 1, which has that codec, and on channel 3, which has none. */
    private static ScriptedPeer reading(Codec codec) {
        ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR);
        peer.send(Frame.open(1, new Tlvs().u8(4, codec.id())), Frame.open(3));
        peer.probes().forEach(probe -> probe.request(Long.MAX_VALUE));
        return peer;
    }

    private static Frame[] bombs(Codec codec) {
        byte[] bomb = Compressed.by(codec, new byte[LARGE]);
        Frame[] frames = new Frame[MANY];
        Arrays.fill(frames, new Frame(1, Frame.DATA, Frame.COMPRESSED, bomb));
        return frames;
    }

    @ParameterizedTest
    @EnumSource
    void whatInflatesToMuchIsDeliveredInSeveralTurnsAndInItsOrder(Codec codec) {
        ScriptedPeer peer = reading(codec);
        peer.send(bombs(codec));
        assertThat(peer.timesPutOff()).isBetween(MANY / 3 - 1, MANY / 2);
        assertThat(peer.probes().get(0).received()).hasSize(MANY).containsOnly("[" + LARGE + "]");
        assertThat(peer.probes().get(0).channel().inbound().window().left())
                .isGreaterThan(MuxOptions.defaults().initialWindow() * 7 / 8);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotCompressedIsNotPutOffWithIt(Codec codec) {
        ScriptedPeer peer = reading(codec);
        ChannelProbe other = peer.probes().get(1);
        peer.session().receive(Frame.stream(List.of(bombs(codec))), 0);
        peer.session().receive(Frame.stream(List.of(Frame.data(3, "small"))), 0);
        peer.session().resume();
        peer.session().deliver();
        assertThat(peer.session().hasPutOff()).isTrue();
        assertThat(peer.probes().get(0).received()).hasSizeLessThan(MANY / 3);
        assertThat(other.received()).containsExactly("\"small\"");
    }

    @Test
    void manySmallMessagesCostSomethingToo() {
        ScriptedPeer peer = reading(Codec.ZSTD);
        Frame small = new Frame(1, Frame.DATA, Frame.COMPRESSED, Compressed.by(Codec.ZSTD, new byte[10]));
        peer.send(Collections.nCopies(3_000, small).toArray(Frame[]::new));
        assertThat(peer.timesPutOff()).isEqualTo(2);
        assertThat(peer.probes().get(0).received()).hasSize(3_000);
    }

    /** C-30: what has come whole is delivered after the connection's end as well, and no faster. */
    @Test
    void whatCameBeforeTheEndIsDeliveredInSeveralTurnsAfterIt() {
        ScriptedPeer peer = reading(Codec.ZSTD);
        Frame[] frames = Arrays.copyOf(bombs(Codec.ZSTD), MANY + 1);
        frames[MANY] = Frame.close(1, Frame.FIN);
        peer.session().receive(Frame.stream(List.of(frames)), 0);
        peer.hangUp();
        assertThat(peer.timesPutOff()).isBetween(MANY / 3 - 1, MANY / 2);
        assertThat(peer.probes().get(0).received()).hasSize(MANY);
        assertThat(peer.probes().get(0).reader()).isEqualTo("completed");
    }

    @ParameterizedTest
    @EnumSource
    void muchIsCompressedInSeveralTurns(Codec codec) {
        ScriptedPeer peer = accepting(codec.id());
        Channel channel = peer.open(ChannelSpec.unnamed().codec(codec)).channel();
        peer.send(new Frame(1, Frame.ACK, 0, new Tlvs().u8(4, codec.id()).bytes()));
        for (int n = 0; n < MANY; n++) {
            channel.send(ByteBuffer.wrap(new byte[LARGE]));
        }
        peer.turn();
        assertThat(peer.timesPutOff()).isEqualTo(MANY - 1);
        assertThat(peer.readFrames())
                .filteredOn(frame -> frame.type() == Frame.DATA)
                .hasSize(MANY)
                .extracting(Frame::flags)
                .containsOnly(Frame.COMPRESSED);
    }

    /** M-14. */
    @Test
    void aHugeMessageGoesAsItIs() {
        ScriptedPeer peer = accepting(2);
        ChannelProbe probe = peer.open(ChannelSpec.unnamed().codec(Codec.ZSTD));
        peer.read();
        probe.send(ByteBuffer.allocate(HUGE));
        assertThat(peer.readFrames()).extracting(Frame::flags).containsExactly(Frame.COMPRESSED);
        probe.send(ByteBuffer.allocate(HUGE + 1));
        assertThat(peer.readFrames()).extracting(Frame::flags).first().isEqualTo(Frame.MORE);
    }
}
