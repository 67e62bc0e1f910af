package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.ChannelSpec;
import org.reactivemux.Codec;
import org.reactivemux.Compression;
import org.reactivemux.MessageTooLargeException;
import org.reactivemux.MuxOptions;

/** Who says that a channel is compressed, and what is sent then (docs/protocol.md, H-16 to H-18, M-5, M-9, W-8). */
class CompressionOnTheWireTest {
    private static final ChannelSpec SPEC = ChannelSpec.named("text").codec(Codec.ZSTD, Codec.DEFLATE);
    private static final MuxOptions DEFAULTS = MuxOptions.defaults();

    /** A session that has connected to a peer with those settings beside plenty of credit. */
    private static ScriptedPeer answering(MuxOptions options, int window, int... codecs) {
        Tlvs settings = Tlvs.role(Role.ACCEPTOR).u32(6, window).u32(7, 1_000);
        return ScriptedPeer.extended(Role.INITIATOR, options, settings.raw(8, Compressed.with(new byte[0], codecs)));
    }

    private static ScriptedPeer answering(int... codecs) {
        return answering(DEFAULTS, 100_000, codecs);
    }

    /** A session to which a peer has connected, and opened channel 1 with that codec. */
    private static ScriptedPeer opening(MuxOptions options, int codec) {
        ScriptedPeer peer = ScriptedPeer.extended(
                Role.ACCEPTOR, options, Tlvs.role(Role.INITIATOR).u32(7, 1_000));
        peer.send(Frame.open(1, new Tlvs().u8(4, codec)));
        return peer;
    }

    private static int codecOf(Frame open) {
        return ChannelHead.decode(open.payload()).codec();
    }

    private static Frame acking(int codec) {
        return new Frame(1, Frame.ACK, 0, new Tlvs().u8(4, codec).bytes());
    }

    private static Frame compressed(Codec codec, byte[] message) {
        return new Frame(1, Frame.DATA, Frame.COMPRESSED, Compressed.by(codec, message));
    }

    /** H-17. */
    @Test
    void anOpenNamesTheFirstWishThatThePeerUnderstands() {
        ScriptedPeer both = answering(1, 2);
        both.open(SPEC);
        assertThat(codecOf(both.readFrames().get(0))).isEqualTo(2);
        ScriptedPeer one = answering(1, 99);
        one.open(SPEC);
        assertThat(codecOf(one.readFrames().get(0))).isEqualTo(1);
    }

    /** H-17: nor one that this side does not understand. */
    @Test
    void anOpenNamesNoCodecThatNotBothUnderstand() {
        MuxOptions none = MuxOptions.builder().compression(Compression.none()).build();
        for (ScriptedPeer peer : List.of(answering(), answering(99), answering(none, 1_000, 1, 2))) {
            ChannelProbe probe = peer.open(SPEC);
            probe.send(ByteBuffer.allocate(500));
            assertThat(peer.read()).containsExactly("OPEN 1 [8]", "DATA 1 [500]");
        }
    }

    @Test
    void aChannelThatDoesNotAskForACodecHasNone() {
        ScriptedPeer peer = answering(1, 2);
        ChannelProbe probe = peer.open(ChannelSpec.named("text"));
        probe.send(ByteBuffer.allocate(500));
        assertThat(peer.read()).containsExactly("OPEN 1 [8]", "DATA 1 [500]");
        peer.send(Frame.ack(1));
        assertThat(probe.channel().codec()).isNull();
    }

    /** H-18: the peer's hello has said that it understands the codec, so there is nothing to wait for. */
    @ParameterizedTest
    @EnumSource
    void messagesAreCompressedBeforeTheAnswerHasCome(Codec codec) {
        ScriptedPeer peer = answering(codec.id());
        ChannelProbe probe = peer.open(SPEC);
        peer.read();
        byte[] text = Compressed.text(5_000);
        probe.send(ByteBuffer.wrap(text));
        Frame data = peer.readFrames().get(0);
        assertThat(data.flags()).isEqualTo(Frame.COMPRESSED);
        byte[] payload = new byte[data.payload().remaining()];
        data.payload().get(payload);
        assertThat(payload).hasSizeLessThan(4_500).isEqualTo(compressedHere(codec, text));
    }

    private static byte[] compressedHere(Codec codec, byte[] text) {
        Codecs codecs = new Codecs(Compression.defaults(), 1);
        return Objects.requireNonNull(codecs.compressed(codec, ByteBuffer.wrap(text)))
                .array();
    }

    /** H-18: agreed for both directions. */
    @ParameterizedTest
    @EnumSource
    void whatThePeerCompressesIsInflatedOnceItHasAgreed(Codec codec) {
        ScriptedPeer peer = answering(codec.id());
        ChannelProbe probe = peer.open(SPEC).request(3);
        peer.send(
                acking(codec.id()),
                compressed(codec, new byte[300]),
                Frame.data(1, "as it is"),
                compressed(codec, new byte[41]));
        assertThat(probe.received()).containsExactly("[300]", "\"as it is\"", "[41]");
        assertThat(probe.channel().codec()).isEqualTo(codec);
    }

    /** H-18: what was compressed by then is under way, but nothing more is. */
    @Test
    void whenThePeerDeclinesMessagesGoAsTheyAre() {
        ScriptedPeer peer = answering(1);
        ChannelProbe probe = peer.open(SPEC);
        probe.send(ByteBuffer.allocate(500));
        peer.read();
        peer.send(Frame.ack(1));
        probe.send(ByteBuffer.allocate(500));
        assertThat(peer.read()).containsExactly("DATA 1 [500]");
        assertThat(probe.channel().codec()).isNull();
        peer.send(compressed(Codec.DEFLATE, new byte[300]));
        assertThat(peer.readFrames().get(0).errorText()).startsWith("rule M-5: ");
    }

    /** H-18: what was compressed for a window that was too small for it has not begun. */
    @Test
    void aMessageThatHasNotBegunGoesAsItIsIfThePeerDeclines() {
        ScriptedPeer peer = answering(DEFAULTS, 1_024, 1);
        ChannelProbe probe = peer.open(SPEC);
        peer.read();
        probe.send(ByteBuffer.wrap(Compressed.noise(1_000)));
        probe.send(ByteBuffer.wrap(Compressed.text(700)));
        assertThat(peer.read()).containsExactly("DATA 1 [1000]");
        peer.send(Frame.ack(1), Frame.grant(1, 10_000));
        assertThat(peer.read()).containsExactly("DATA 1 [700]");
    }

    /** H-18, M-9: of one that has begun the rest follows as it began. */
    @Test
    void aMessageThatHasBegunGoesOnAsItBeganIfThePeerDeclines() {
        ScriptedPeer peer = answering(DEFAULTS, 1_024, 1);
        ChannelProbe probe = peer.open(SPEC);
        peer.read();
        byte[] text = Compressed.text(40_000);
        byte[] form = compressedHere(Codec.DEFLATE, text);
        probe.send(ByteBuffer.wrap(text));
        List<Frame> begun = peer.readFrames();
        assertThat(begun).extracting(Frame::flags).containsExactly(Frame.COMPRESSED | Frame.MORE);
        peer.send(Frame.ack(1), Frame.grant(1, 100_000));
        ByteBuffer whole = ByteBuffer.allocate(40_000);
        begun.forEach(frame -> whole.put(frame.payload()));
        peer.readFrames().forEach(frame -> whole.put(frame.payload()));
        assertThat(Arrays.copyOf(whole.array(), whole.position())).isEqualTo(form);
    }

    /** H-3. */
    @Test
    void anAckCannotNameAnotherCodec() {
        ScriptedPeer peer = answering(1, 2);
        peer.open(ChannelSpec.unnamed().codec(Codec.DEFLATE));
        peer.read();
        peer.send(acking(2));
        assertThat(peer.readFrames().get(0).errorText()).startsWith("rule H-3: ");
    }

    /** C-14: which codec a late ACK may have named is forgotten. */
    @Test
    void aLateAckWithACodecIsLateAndNothingElse() {
        ScriptedPeer peer = answering(1);
        ChannelProbe probe = peer.open(SPEC);
        peer.send(acking(1));
        probe.finish();
        peer.send(Frame.close(1, Frame.FIN));
        peer.send(acking(1));
        assertThat(peer.hasEnded()).isFalse();
    }

    /** H-18. */
    @ParameterizedTest
    @EnumSource
    void aCodecThatIsUnderstoodHereIsAgreedTo(Codec codec) {
        ScriptedPeer peer = opening(DEFAULTS, codec.id());
        Frame ack = peer.readFrames().get(0);
        assertThat(ack.type()).isEqualTo(Frame.ACK);
        assertThat(ack.payload())
                .isEqualTo(ByteBuffer.wrap(new Tlvs().u8(4, codec.id()).bytes()));
        assertThat(peer.probe().channel().codec()).isEqualTo(codec);
        peer.probe().request(1);
        peer.read();
        peer.send(compressed(codec, Compressed.text(3_000)));
        assertThat(peer.probe().received()).containsExactly("[3000]");
        peer.read();
        peer.probe().send(ByteBuffer.allocate(2_000));
        assertThat(peer.readFrames())
                .filteredOn(frame -> frame.type() == Frame.DATA)
                .extracting(Frame::flags)
                .containsExactly(Frame.COMPRESSED);
    }

    /** H-18: the opener may have used it already. */
    @Test
    void whatCameCompressedWithItsOpenIsInflated() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR);
        peer.send(Frame.open(1, new Tlvs().u8(4, 1)), compressed(Codec.DEFLATE, new byte[200]));
        peer.probe().request(1);
        assertThat(peer.probe().received()).containsExactly("[200]");
    }

    /** H-16, H-18. */
    @Test
    void aCodecThatTheOptionsDoNotNameIsDeclined() {
        MuxOptions zstd = MuxOptions.builder()
                .compression(Compression.defaults().withCodecs(Set.of(Codec.ZSTD)))
                .build();
        ScriptedPeer peer = opening(zstd, 1);
        peer.probe().send(ByteBuffer.allocate(500));
        assertThat(peer.read()).containsExactly("ACK 1", "DATA 1 [500]");
        assertThat(peer.probe().channel().codec()).isNull();
    }

    /** M-9: each message for itself, and only where that saves something. */
    @Test
    void smallAndRandomMessagesGoAsTheyAreBetweenOthers() {
        ScriptedPeer peer = answering(1);
        ChannelProbe probe = peer.open(SPEC);
        peer.read();
        probe.send(ByteBuffer.allocate(100));
        probe.send(ByteBuffer.allocate(101));
        probe.send(ByteBuffer.wrap(Compressed.noise(1_000)));
        probe.send("");
        assertThat(peer.readFrames()).extracting(Frame::flags).containsExactly(0, Frame.COMPRESSED, 0, 0);
    }

    /** M-9: on the first frame; M-8: the others are what they are of any message. */
    @Test
    void aLargeMessageSaysOnceThatItIsCompressed() {
        MuxOptions options = MuxOptions.builder().largestFrame(1_024).build();
        ScriptedPeer peer = answering(options, 100_000, 1);
        ChannelProbe probe = peer.open(SPEC);
        peer.read();
        byte[] text = Compressed.text(20_000);
        probe.send(ByteBuffer.wrap(text));
        List<Frame> frames = peer.readFrames();
        assertThat(frames).hasSizeBetween(3, 19);
        assertThat(frames.get(0).flags()).isEqualTo(Frame.COMPRESSED | Frame.MORE);
        assertThat(frames.subList(1, frames.size() - 1))
                .extracting(Frame::flags)
                .containsOnly(Frame.MORE);
        assertThat(frames.get(frames.size() - 1).flags()).isZero();
        ByteBuffer whole = ByteBuffer.allocate(20_000);
        frames.forEach(frame -> whole.put(frame.payload()));
        assertThat(Arrays.copyOf(whole.array(), whole.position())).isEqualTo(compressedHere(Codec.DEFLATE, text));
    }

    /** M-9: nor do the flags of later frames matter. */
    @Test
    void whatComesInFragmentsIsCompressedIfItsFirstFrameSaysSo() {
        ScriptedPeer peer = opening(DEFAULTS, 1);
        peer.probe().request(2);
        byte[] payload = Compressed.by(Codec.DEFLATE, Compressed.text(3_000));
        byte[] rest = Arrays.copyOfRange(payload, 1, payload.length);
        peer.send(
                new Frame(1, Frame.DATA, Frame.COMPRESSED | Frame.MORE, payload[0]),
                new Frame(1, Frame.DATA, Frame.COMPRESSED, rest),
                new Frame(1, Frame.DATA, Frame.MORE, (byte) 'x'),
                new Frame(1, Frame.DATA, Frame.COMPRESSED, (byte) 'y'));
        assertThat(peer.probe().received()).containsExactly("[3000]", "\"xy\"");
    }

    /** C-23: the end rides on the last frame, compressed or not. */
    @Test
    void theEndRidesOnACompressedMessage() {
        ScriptedPeer peer = answering(1);
        ChannelProbe probe = peer.open(SPEC);
        peer.read();
        probe.channel().send(ByteBuffer.allocate(500));
        probe.complete();
        assertThat(peer.readFrames()).extracting(Frame::flags).containsExactly(Frame.COMPRESSED | Frame.END);
    }

    /** W-8: the window counts what is on the wire. */
    @Test
    void aMessageThatWouldNotFitTheWindowGoesIfItsCompressedFormDoes() {
        ScriptedPeer peer = answering(DEFAULTS, 1_024, 1);
        ChannelProbe probe = peer.open(SPEC);
        peer.read();
        probe.send(ByteBuffer.allocate(60_000));
        assertThat(peer.readFrames()).singleElement().matches(frame -> frame.flags() == Frame.COMPRESSED);
        assertThat(probe.channel().outbound().allowance().window()).isBetween(1, 1_023);
    }

    /** W-12: and so does what is given back. */
    @Test
    void whatIsConsumedIsGivenBackAsItWasOnTheWire() {
        ScriptedPeer peer = opening(MuxOptions.builder().initialWindow(1_024).build(), 1);
        peer.probe().request(1);
        peer.read();
        Frame data = compressed(Codec.DEFLATE, Compressed.text(1_500));
        peer.send(data);
        assertThat(peer.probe().channel().inbound().window().left()).isEqualTo(1_024);
        assertThat(peer.read())
                .containsExactly("FLOW_CONTROL 1 " + data.payload().remaining() + " bytes");
    }

    /** M-10: the largest message is judged before it is compressed. */
    @Test
    void aMessageIsNotMadeToFitByCompressingIt() {
        Tlvs settings = Tlvs.role(Role.ACCEPTOR).u32(4, 2_000).raw(8, (byte) 1);
        ScriptedPeer peer = ScriptedPeer.extended(Role.INITIATOR, DEFAULTS, settings);
        Channel channel = peer.open(SPEC).channel();
        assertThatExceptionOfType(MessageTooLargeException.class)
                .isThrownBy(() -> channel.send(ByteBuffer.allocate(2_001)));
    }

    @Test
    void aMessageThatWaitsIsCompressedOnceAndThoseBehindItNotYet() {
        ScriptedPeer peer = answering(DEFAULTS, 1_024, 1);
        ChannelProbe probe = peer.open(SPEC);
        peer.send(acking(1));
        byte[] text = Compressed.text(20_000);
        probe.send(ByteBuffer.wrap(text));
        probe.send(ByteBuffer.wrap(text));
        for (int n = 0; n < 3; n++) {
            peer.send(Frame.grant(1, 100));
        }
        assertThat(peer.session().codecs().snapshot().sentFrom()).isEqualTo(20_000);
        assertThat(probe.channel().outbound().queuedMessages()).isEqualTo(2);
    }

    @Test
    void whatIsNotSentIsDiscardedAsItsPublisherGaveIt() {
        ScriptedPeer peer = answering(DEFAULTS, 1_024, 1);
        ChannelProbe probe = peer.open(SPEC);
        probe.send(ByteBuffer.wrap(Compressed.text(20_000)));
        probe.send(ByteBuffer.wrap(Compressed.text(777)));
        peer.send(acking(1), Frame.close(1, Frame.STOP));
        assertThat(probe.dropped()).containsExactly("[20000]", "[777]");
        assertThat(probe.writer()).isEqualTo("stopped");
    }

    /** P-4, P-13. */
    @Test
    void aPlainPeerNeverGetsWhatItCannotRead() {
        ScriptedPeer peer = ScriptedPeer.plain(Role.INITIATOR);
        ChannelProbe probe = peer.open(SPEC);
        probe.send(ByteBuffer.allocate(500));
        assertThat(peer.read()).containsExactly("OPEN 1", "DATA 1 [500]");
        peer.send(Frame.ack(1), new Frame(1, Frame.DATA, Frame.COMPRESSED, Frame.utf8("taken as it is")));
        probe.request(1);
        assertThat(probe.received()).containsExactly("\"taken as it is\"");
        assertThat(probe.channel().codec()).isNull();
    }

    /** M-9: what nobody has asked for takes no more memory than it took on the wire. */
    @Test
    void nothingIsInflatedBeforeItsReaderWantsIt() {
        ScriptedPeer peer = opening(DEFAULTS, 1);
        peer.send(compressed(Codec.DEFLATE, new byte[50_000]));
        assertThat(peer.probe().channel().inbound().queuedBytes()).isLessThan(500);
        assertThat(peer.session().codecs().snapshot().receivedTo()).isZero();
        peer.probe().request(1);
        assertThat(peer.session().codecs().snapshot().receivedTo()).isEqualTo(50_000);
    }

    /** M-12: seen on delivery, so what came before it is delivered. */
    @Test
    void messagesBeforeOneThatDoesNotInflateAreDeliveredAndThoseBehindAreNot() {
        ScriptedPeer peer = opening(DEFAULTS, 1);
        ChannelProbe probe = peer.probe().pause().request(5);
        peer.send(
                Frame.data(1, "first"),
                new Frame(1, Frame.DATA, Frame.COMPRESSED, (byte) 1),
                Frame.data(1, "third"),
                Frame.close(1, Frame.FIN));
        assertThat(peer.hasEnded()).isFalse();
        probe.resume();
        assertThat(probe.received()).containsExactly("\"first\"");
        assertThat(probe.dropped()).containsExactly("\"third\"");
        assertThat(probe.reader()).isEqualTo("failed PROTOCOL_ERROR");
        assertThat(peer.hasEnded()).isTrue();
    }

    /** C-30: a direction that had ended is read to its end, though the connection is gone and its codecs with it. */
    @Test
    void whatHadEndedIsInflatedAfterTheConnectionIsLost() {
        ScriptedPeer peer = opening(DEFAULTS, 1);
        ChannelProbe probe = peer.probe();
        peer.send(compressed(Codec.DEFLATE, new byte[300]), Frame.close(1, Frame.FIN));
        peer.hangUp();
        assertThat(peer.hasEnded()).isTrue();
        probe.request(1);
        assertThat(probe.received()).containsExactly("[300]");
        assertThat(probe.reader()).isEqualTo("completed");
    }
}
