package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.Codec;
import org.reactivemux.Compression;

/** The codecs against the compressed messages of docs/vectors. */
class CompressedVectorTest {
    private static final List<FrameVector> ALL = FrameVector.read("compressed.txt");

    static Stream<FrameVector> messages() {
        return ALL.stream();
    }

    @Test
    void everyVectorIsRead() {
        assertThat(ALL).hasSize(29);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void itInflatesOrBreaksARuleAsItsVectorSays(FrameVector vector) {
        String name = vector.context().substring(0, vector.context().indexOf(' '));
        Codec codec = Codec.valueOf(name.toUpperCase(Locale.ROOT));
        Codecs codecs = new Codecs(Compression.defaults(), vector.largestData());
        ByteBuffer[] message = new ByteBuffer[1];
        String rule = Breaches.rule(() -> message[0] = codecs.inflated(codec, vector.bytes()));
        if (vector.meaning().startsWith("message=")) {
            assertThat(rule).isEqualTo("none");
            assertThat(message[0]).isEqualTo(ByteBuffer.wrap(FrameVector.bytes(vector.key("message"))));
        } else {
            assertThat(rule).isEqualTo(vector.meaning());
        }
        codecs.close();
    }
}
