package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.protocol.Breaches.rule;

import java.nio.ByteBuffer;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.reactivemux.Codec;

/** Any bytes come back, whatever bytes come is a message or a breach, and no bomb goes off (M-9, M-12, M-13). */
class CoderPropertyTest {
    private static final int MOST = 100_000;
    private static final int ROOM_TO_WORK = 512 << 10;

    private final Allocations allocations;

    CoderPropertyTest() throws ReflectiveOperationException {
        allocations = new Allocations();
    }

    private static Coder of(Codec codec) {
        return codec == Codec.DEFLATE ? new DeflateCoder(1) : new ZstdCoder(1);
    }

    /** Something repeated, with a mistake here and there. */
    @Provide
    Arbitrary<byte[]> messages() {
        Arbitrary<byte[]> pattern =
                Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(300);
        return Combinators.combine(
                        pattern,
                        Arbitraries.integers().between(0, 20_000),
                        Arbitraries.integers().between(1, 5_000))
                .as((bytes, size, mistakes) -> {
                    byte[] message = new byte[size];
                    for (int n = 0; n < size; n++) {
                        message[n] = (byte) (bytes[n % bytes.length] + (n % mistakes == 0 ? n : 0));
                    }
                    return message;
                });
    }

    @Property(tries = 400)
    void anyBytesComeBack(@ForAll Codec codec, @ForAll("messages") byte[] message) {
        try (Coder coder = of(codec)) {
            ByteBuffer compressed =
                    Objects.requireNonNull(coder.compress(ByteBuffer.wrap(message), message.length + 1_000));
            assertThat(coder.inflate(compressed, Math.max(1, message.length))).isEqualTo(ByteBuffer.wrap(message));
        }
    }

    @Property(tries = 2_000)
    void anyBytesAreAMessageOrABreach(@ForAll Codec codec, @ForAll @Size(max = 60) byte[] bytes) {
        try (Coder coder = of(codec)) {
            assertThat(rule(() -> coder.inflate(ByteBuffer.wrap(bytes), MOST))).isIn("none", "M-12", "M-13");
        }
    }

    @Property(tries = 2_000)
    void aCompressedMessageWithOtherBytesInItIsAMessageOrABreach(
            @ForAll Codec codec,
            @ForAll("messages") byte[] message,
            @ForAll @Size(min = 1, max = 4) int[] places,
            @ForAll byte other) {
        byte[] compressed = Compressed.by(codec, message);
        for (int place : places) {
            compressed[Math.floorMod(place, compressed.length)] = other;
        }
        long before = allocations.soFar();
        try (Coder coder = of(codec)) {
            assertThat(rule(() -> coder.inflate(ByteBuffer.wrap(compressed), MOST)))
                    .isIn("none", "M-12", "M-13");
        }
        assertThat(allocations.soFar() - before).isLessThan(3 * MOST + ROOM_TO_WORK);
    }

    @Property(tries = 300)
    void aBombOfAnyShapeIsCaughtBeforeItTakesMemory(
            @ForAll Codec codec,
            @ForAll @Size(min = 1, max = 100) byte[] pattern,
            @ForAll boolean stated,
            @ForAll @IntRange(min = 1, max = MOST) int most,
            @ForAll @IntRange(min = 1, max = 3 << 20) int more) {
        byte[] bomb = new byte[most + more];
        for (int n = 0; n < bomb.length; n++) {
            bomb[n] = pattern[n % pattern.length];
        }
        boolean unstated = codec == Codec.ZSTD && !stated;
        byte[] compressed = unstated ? Compressed.zstdWithoutSize(bomb) : Compressed.by(codec, bomb);
        long before = allocations.soFar();
        try (Coder coder = of(codec)) {
            assertThat(rule(() -> coder.inflate(ByteBuffer.wrap(compressed), most)))
                    .isEqualTo("M-13");
        }
        assertThat(allocations.soFar() - before).isLessThan(3L * most + ROOM_TO_WORK);
    }
}
