package org.reactivemux.reactor.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.protocol.Breaches.rule;

import com.github.luben.zstd.Zstd;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.Codec;

/** What each codec makes of messages, and of what is none (docs/protocol.md, M-9, M-12, M-13). */
class CoderTest {
    private static final int MOST = 1 << 20;

    @AutoClose
    private final Coder deflate = new DeflateCoder(6);

    @AutoClose
    private final Coder zstd = new ZstdCoder(3);

    private Coder of(Codec codec) {
        return codec == Codec.DEFLATE ? deflate : zstd;
    }

    static List<Arguments> sizes() {
        return Stream.of(0, 1, 101, 65_535, 65_536, 65_537, 200_000, MOST)
                .flatMap(size -> Arrays.stream(Codec.values()).map(codec -> Arguments.of(codec, size)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void whatIsCompressedHereIsInflatedThereAndHere(Codec codec, int size) {
        byte[] message = Compressed.text(size);
        ByteBuffer compressed = Objects.requireNonNull(of(codec).compress(ByteBuffer.wrap(message), size + 100));
        assertThat(of(codec).inflate(compressed, Math.max(size, 1))).isEqualTo(ByteBuffer.wrap(message));
        assertThat(of(codec).inflate(ByteBuffer.wrap(Compressed.by(codec, message)), Math.max(size, 1)))
                .isEqualTo(ByteBuffer.wrap(message));
    }

    /** A buffer of one's own, and nothing behind it. */
    @ParameterizedTest
    @EnumSource
    void aMessageIsAsLargeAsItsArray(Codec codec) {
        for (int size : new int[] {0, 5, 500, 65_536, 100_000}) {
            ByteBuffer compressed = ByteBuffer.wrap(Compressed.by(codec, Compressed.text(size)));
            ByteBuffer message = of(codec).inflate(compressed, MOST);
            assertThat(message.array()).hasSize(size);
            assertThat(message.arrayOffset()).isZero();
            assertThat(message.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void messagesOfEveryKindOfMemoryAreCompressedAndNotMoved(Codec codec) {
        byte[] text = Compressed.text(1_000);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(1_010).position(10).put(text).position(10);
        ByteBuffer within = ByteBuffer.allocate(1_500)
                .position(300)
                .put(text)
                .position(300)
                .limit(1_300)
                .slice();
        for (ByteBuffer message : List.of(direct, within, within.asReadOnlyBuffer(), direct.asReadOnlyBuffer())) {
            int position = message.position();
            ByteBuffer compressed = Objects.requireNonNull(of(codec).compress(message, 900));
            assertThat(of(codec).inflate(compressed, MOST)).isEqualTo(ByteBuffer.wrap(text));
            assertThat(message.position()).isEqualTo(position);
            assertThat(message.remaining()).isEqualTo(1_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTakesMoreThanItMayIsNotCompressed(Codec codec) {
        byte[] text = Compressed.text(10_000);
        int size = Objects.requireNonNull(of(codec).compress(ByteBuffer.wrap(text), 10_000))
                .remaining();
        assertThat(of(codec).compress(ByteBuffer.wrap(text), size)).isNotNull();
        assertThat(of(codec).compress(ByteBuffer.wrap(text), size - 1)).isNull();
        assertThat(of(codec).compress(ByteBuffer.wrap(Compressed.noise(10_000)), 9_999))
                .isNull();
        assertThat(of(codec).compress(ByteBuffer.wrap(text), size))
                .as("afterwards")
                .isNotNull();
    }

    /** M-13: to the byte, whether the frame says its size or not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 65_535, 65_536, 65_537, 300_000})
    void theBoundIsExact(int size) {
        byte[] message = Compressed.text(size);
        for (Codec codec : Codec.values()) {
            ByteBuffer compressed = ByteBuffer.wrap(Compressed.by(codec, message));
            assertThat(rule(() -> of(codec).inflate(compressed, size))).isEqualTo("none");
            assertThat(rule(() -> of(codec).inflate(compressed, size - 1))).isEqualTo("M-13");
        }
        ByteBuffer unstated = ByteBuffer.wrap(Compressed.zstdWithoutSize(message));
        assertThat(rule(() -> zstd.inflate(unstated, size))).isEqualTo("none");
        assertThat(rule(() -> zstd.inflate(unstated, size - 1))).isEqualTo("M-13");
    }

    /** M-12: nothing may be missing, and nothing may follow. */
    @ParameterizedTest
    @EnumSource
    void whereverAMessageIsCutItDoesNotInflate(Codec codec) {
        byte[] compressed = Compressed.by(codec, Compressed.text(300));
        for (int size = 0; size < compressed.length; size++) {
            ByteBuffer cut = ByteBuffer.wrap(compressed, 0, size);
            assertThat(rule(() -> of(codec).inflate(cut, MOST)))
                    .as("cut at %d", size)
                    .isEqualTo("M-12");
        }
        byte[] longer = Compressed.with(compressed, 0, 0, 0, 0);
        for (int size = compressed.length + 1; size <= longer.length; size++) {
            ByteBuffer behind = ByteBuffer.wrap(longer, 0, size);
            assertThat(rule(() -> of(codec).inflate(behind, MOST)))
                    .as("size %d", size)
                    .isEqualTo("M-12");
        }
    }

    /** M-12: one stream, not two. */
    @ParameterizedTest
    @EnumSource
    void twoMessagesInOneAreNone(Codec codec) {
        byte[] once = Compressed.by(codec, Compressed.text(300));
        ByteBuffer twice =
                ByteBuffer.allocate(2 * once.length).put(once).put(once).flip();
        assertThat(rule(() -> of(codec).inflate(twice, MOST))).isEqualTo("M-12");
    }

    @ParameterizedTest
    @EnumSource
    void aMessageBehindABrokenOneIsInflatedAsEver(Codec codec) {
        byte[] compressed = Compressed.by(codec, Compressed.text(300));
        byte[] broken = compressed.clone();
        Arrays.fill(broken, broken.length / 2, broken.length, (byte) 0x55);
        assertThat(rule(() -> of(codec).inflate(ByteBuffer.wrap(broken), MOST))).isEqualTo("M-12");
        assertThat(of(codec).inflate(ByteBuffer.wrap(compressed), MOST))
                .isEqualTo(ByteBuffer.wrap(Compressed.text(300)));
    }

    /** Between two messages, which may be hours, nothing is kept of the first. */
    @ParameterizedTest
    @EnumSource
    void aCoderKeepsNeitherWhatItCompressedNorWhatItInflated(Codec codec) {
        WeakReference<byte[]> message = new WeakReference<>(Compressed.text(100_000));
        WeakReference<byte[]> compressed = compressedBy(codec, message);
        of(codec).inflate(ByteBuffer.wrap(Objects.requireNonNull(compressed.get())), MOST);
        for (int n = 0; n < 50 && !(message.refersTo(null) && compressed.refersTo(null)); n++) {
            System.gc();
        }
        assertThat(message.refersTo(null)).as("the message is let go of").isTrue();
        assertThat(compressed.refersTo(null)).as("so is what came").isTrue();
    }

    private WeakReference<byte[]> compressedBy(Codec codec, WeakReference<byte[]> message) {
        ByteBuffer whole = ByteBuffer.wrap(Objects.requireNonNull(message.get()));
        return new WeakReference<>(
                Objects.requireNonNull(of(codec).compress(whole, MOST)).array());
    }

    /** M-12: a stream that needs a dictionary, which nobody has: zlib's FDICT. */
    @Test
    void aPresetDictionaryIsNotToBeHad() {
        Deflater withDictionary = new Deflater();
        byte[] out = new byte[1_000];
        try {
            withDictionary.setDictionary("the quick brown fox".getBytes(US_ASCII));
            withDictionary.setInput(Compressed.text(300));
            withDictionary.finish();
            int size = withDictionary.deflate(out);
            assertThat(rule(() -> deflate.inflate(ByteBuffer.wrap(out, 0, size), MOST)))
                    .isEqualTo("M-12");
        } finally {
            withDictionary.end();
        }
    }

    /** M-12: a frame that its reader would skip is no message. */
    @Test
    void aSkippableFrameIsNoMessage() {
        ByteBuffer skippable = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x184D_2A50)
                .putInt(4);
        assertThat(Zstd.findFrameCompressedSize(skippable.array())).isEqualTo(12);
        assertThat(rule(() -> zstd.inflate(skippable.clear(), MOST))).isEqualTo("M-12");
    }

    /** A stated size is checked before anything is allocated for it, and trusted only in proportion to what came. */
    @Test
    void aStatedSizeIsNotBelieved() throws ReflectiveOperationException {
        Allocations allocations = new Allocations();
        byte[] honest = Zstd.compress(new byte[70_000]);
        assertThat(honest[4] & 0xFF)
                .as("a single segment with a size of 4 bytes")
                .isEqualTo(0xA0);
        for (int lie : new int[] {0, 66_000, 69_999, 70_001, 1 << 20, 16 << 20}) {
            byte[] lying = honest.clone();
            ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(5, lie);
            long before = allocations.soFar();
            assertThat(rule(() -> zstd.inflate(ByteBuffer.wrap(lying), 16 << 20)))
                    .as("%d", lie)
                    .isEqualTo("M-12");
            assertThat(allocations.soFar() - before).as("allocated for %d", lie).isLessThan(1 << 20);
        }
    }
}
