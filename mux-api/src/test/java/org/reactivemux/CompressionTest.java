package org.reactivemux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The defaults as they are documented, the range of each level, and the codecs' numbers on the wire. */
class CompressionTest {
    private static final Compression DEFAULTS = Compression.defaults();

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        assertThat(DEFAULTS).isEqualTo(new Compression(Set.of(Codec.DEFLATE, Codec.ZSTD), 6, 3));
        assertThat(Compression.none().codecs()).isEmpty();
    }

    @Test
    void eachValueIsTheOneThatWasSet() {
        assertThat(DEFAULTS.withCodecs(Set.of(Codec.ZSTD)).withDeflateLevel(9).withZstdLevel(12))
                .isEqualTo(new Compression(Set.of(Codec.ZSTD), 9, 12));
        assertThat(DEFAULTS.withDeflateLevel(1).withZstdLevel(1))
                .isEqualTo(new Compression(Set.of(Codec.DEFLATE, Codec.ZSTD), 1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10})
    void deflateHasNineLevels(int level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withDeflateLevel(level))
                .withMessageContaining("deflateLevel is 1 to 9, not " + level);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 13})
    void zstdHasNineteenLevels(int level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withZstdLevel(level))
                .withMessageContaining("zstdLevel is 1 to 12, not " + level);
    }

    @Test
    void theSetIsOnesOwn() {
        Set<Codec> codecs = EnumSet.of(Codec.DEFLATE);
        Compression compression = DEFAULTS.withCodecs(codecs);
        codecs.add(Codec.ZSTD);
        assertThat(compression.codecs()).containsExactly(Codec.DEFLATE);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> compression.codecs().add(Codec.ZSTD));
    }

    /** docs/protocol.md, section 3: 1 deflate, 2 zstd. */
    @Test
    void theNumbersAreThoseOfTheProtocol() {
        assertThat(Codec.DEFLATE.id()).isEqualTo(1);
        assertThat(Codec.ZSTD.id()).isEqualTo(2);
    }
}
