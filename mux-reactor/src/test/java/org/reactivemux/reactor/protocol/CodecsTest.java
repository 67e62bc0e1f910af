package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.Codec;
import org.reactivemux.Compression;
import org.reactivemux.CompressionSnapshot;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** The codecs of a session: which there are, what they are used for, and when they are freed. */
class CodecsTest {
    private final Codecs codecs = new Codecs(Compression.defaults(), 1 << 20);

    @Test
    void understoodIsWhatTheOptionsNameAndTheLibrariesOffer() {
        assertThat(Codecs.understood(Compression.defaults())).containsExactly(Codec.DEFLATE, Codec.ZSTD);
        assertThat(Codecs.understood(Compression.none())).isEmpty();
        Codecs zstdOnly = new Codecs(Compression.defaults().withCodecs(Set.of(Codec.ZSTD)), 1);
        assertThat(zstdOnly.of(2)).isEqualTo(Codec.ZSTD);
        assertThat(zstdOnly.of(1)).isNull();
        assertThat(zstdOnly.of(0)).isNull();
        assertThat(zstdOnly.of(3)).isNull();
    }

    @Test
    void theFirstWishThatBothUnderstandIsTaken() {
        List<Codec> wishes = List.of(Codec.ZSTD, Codec.DEFLATE);
        assertThat(codecs.choose(wishes, Set.of(Codec.values()))).isEqualTo(Codec.ZSTD);
        assertThat(codecs.choose(wishes, Set.of(Codec.DEFLATE))).isEqualTo(Codec.DEFLATE);
        assertThat(codecs.choose(wishes, Set.of())).isNull();
        assertThat(codecs.choose(List.of(), Set.of(Codec.values()))).isNull();
        assertThat(new Codecs(Compression.none(), 1).choose(wishes, Set.of(Codec.values())))
                .isNull();
    }

    /** As the reference has it: over 100 bytes, and only if that saves more than a tenth. */
    @ParameterizedTest
    @EnumSource
    void onlyWhatIsWorthItIsCompressed(Codec codec) {
        ByteBuffer small = ByteBuffer.allocate(100);
        ByteBuffer larger = ByteBuffer.allocate(101);
        ByteBuffer noise = ByteBuffer.wrap(Compressed.noise(5_000));
        assertThat(codecs.compressed(codec, small)).isNull();
        assertThat(Objects.requireNonNull(codecs.compressed(codec, larger)).remaining())
                .isLessThan(50);
        assertThat(codecs.compressed(codec, noise)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 110, 1_000, 9_999, 10_000})
    void aTenthIsNotEnough(int size) {
        byte[] message = Compressed.noise(size);
        for (int equal = 0; equal < size; equal++) {
            message[equal] = 0;
            @Nullable ByteBuffer form = codecs.compressed(Codec.DEFLATE, ByteBuffer.wrap(message));
            if (form != null) {
                assertThat(10 * form.remaining()).isLessThan(9 * size);
                assertThat(10 * Compressed.by(Codec.DEFLATE, message).length).isLessThan(9 * size);
                return;
            }
            assertThat(10 * Compressed.by(Codec.DEFLATE, message).length).isGreaterThanOrEqualTo(9 * size);
        }
    }

    @Test
    void whatWasSavedIsCounted() {
        ByteBuffer form = Objects.requireNonNull(codecs.compressed(Codec.DEFLATE, ByteBuffer.allocate(1_000)));
        codecs.compressed(Codec.DEFLATE, ByteBuffer.wrap(Compressed.noise(1_000)));
        codecs.compressed(Codec.DEFLATE, ByteBuffer.allocate(100));
        assertThat(codecs.snapshot()).isEqualTo(new CompressionSnapshot(1_000, form.remaining(), 0, 0));
        codecs.inflated(Codec.DEFLATE, form);
        assertThat(codecs.snapshot())
                .isEqualTo(new CompressionSnapshot(1_000, form.remaining(), form.remaining(), 1_000));
    }

    /** Native memory is freed for certain, not when a collector comes by. */
    @ParameterizedTest
    @EnumSource
    void aCodecThatIsClosedWorksNoMore(Codec codec) {
        Coder coder = codec == Codec.DEFLATE ? new DeflateCoder(6) : new ZstdCoder(3);
        ByteBuffer message = ByteBuffer.allocate(1_000);
        ByteBuffer compressed = ByteBuffer.wrap(Compressed.by(codec, new byte[1_000]));
        coder.compress(message, 900);
        coder.inflate(compressed, 1_000);
        coder.close();
        assertFreed(codec, coder);
        assertThatExceptionOfType(gone(codec)).isThrownBy(() -> coder.inflate(compressed, 1_000));
    }

    private static void assertFreed(Codec codec, Coder coder) {
        assertThatExceptionOfType(gone(codec)).isThrownBy(() -> coder.compress(ByteBuffer.allocate(1_000), 900));
    }

    private static Class<? extends RuntimeException> gone(Codec codec) {
        return codec == Codec.DEFLATE ? NullPointerException.class : IllegalStateException.class;
    }

    /** However a connection ends, what its codecs hold outside of the heap ends with it. */
    static Stream<Named<Consumer<ScriptedPeer>>> ends() {
        return Stream.of(
                Named.of("lost", ScriptedPeer::hangUp),
                Named.of("closed here", peer -> peer.session().abort(null, ErrorCode.CANCELLED, "")),
                Named.of("closed by the peer", peer -> peer.send(Frame.error(0, ErrorCode.NONE))),
                Named.of("a violation", peer -> peer.send(Frame.open(2))));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void theyAreFreedWithTheirConnection(Consumer<ScriptedPeer> end) {
        for (Codec codec : Codec.values()) {
            ScriptedPeer peer = ScriptedPeer.extended(
                    Role.ACCEPTOR,
                    MuxOptions.defaults(),
                    Tlvs.role(Role.INITIATOR).u32(7, 1_000));
            peer.send(Frame.open(1, new Tlvs().u8(4, codec.id())));
            peer.probe().send(ByteBuffer.allocate(1_000));
            Coder coder = peer.session().codecs().coders().get(0);
            end.accept(peer);
            assertThat(peer.session().isEnded()).isTrue();
            assertThat(peer.session().codecs().coders()).isEmpty();
            assertFreed(codec, coder);
        }
    }

    /** C-30: what had come before the end is still delivered. */
    @ParameterizedTest
    @EnumSource
    void afterTheEndMessagesAreStillInflated(Codec codec) {
        codecs.compressed(codec, ByteBuffer.allocate(1_000));
        codecs.close();
        ByteBuffer compressed = ByteBuffer.wrap(Compressed.by(codec, Compressed.text(1_000)));
        assertThat(codecs.inflated(codec, compressed)).isEqualTo(ByteBuffer.wrap(Compressed.text(1_000)));
        assertThat(codecs.inflated(codec, compressed)).isEqualTo(ByteBuffer.wrap(Compressed.text(1_000)));
    }
}
