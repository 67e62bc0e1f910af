package org.reactivemux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel is to be like; a spec never changes. */
class ChannelSpecTest {

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static ByteBuffer value(ChannelSpec spec, String key) {
        return Objects.requireNonNull(spec.metadata().get(key));
    }

    @Test
    void aNameIsAllItTakes() {
        ChannelSpec spec = ChannelSpec.named("echo");
        assertThat(spec.name()).isEqualTo("echo");
        assertThat(spec.metadata()).isEmpty();
        assertThat(spec.weight()).isEqualTo(16);
        assertThat(spec.prefetch()).isEmpty();
        assertThat(spec.codecs()).isEmpty();
    }

    @Test
    void codecsAreKeptInTheOrderOfPreferenceWhateverElseIsSet() {
        ChannelSpec spec = ChannelSpec.named("quotes").codec(Codec.ZSTD, Codec.DEFLATE);
        assertThat(spec.codecs()).containsExactly(Codec.ZSTD, Codec.DEFLATE);
        assertThat(spec.prefetch(2).weight(3).metadata("key", utf8("value")).codecs())
                .containsExactly(Codec.ZSTD, Codec.DEFLATE);
        assertThat(spec.codec(Codec.DEFLATE).codecs()).containsExactly(Codec.DEFLATE);
        assertThat(spec.codec(Codec.DEFLATE).name()).isEqualTo("quotes");
    }

    @Test
    void anUnnamedOneHasTheEmptyName() {
        assertThat(ChannelSpec.unnamed().name()).isEmpty();
        assertThat(ChannelSpec.named("")).isSameAs(ChannelSpec.unnamed());
    }

    @Test
    void eachMethodReturnsAChangedCopy() {
        ChannelSpec plain = ChannelSpec.named("echo");
        ChannelSpec changed = plain.weight(32).prefetch(5).metadata("key", utf8("value"));
        assertThat(changed.name()).isEqualTo("echo");
        assertThat(changed.weight()).isEqualTo(32);
        assertThat(changed.prefetch()).hasValue(5);
        assertThat(changed.metadata()).containsOnlyKeys("key");
        assertThat(plain.weight()).isEqualTo(ChannelSpec.DEFAULT_WEIGHT);
        assertThat(plain.prefetch()).isEmpty();
        assertThat(plain.metadata()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, ChannelSpec.LARGEST_WEIGHT})
    void aWeightIsOneTo256(int weight) {
        assertThat(ChannelSpec.unnamed().weight(weight).weight()).isEqualTo(weight);
        assertThat(ChannelSpec.LARGEST_WEIGHT).isEqualTo(256);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257, -1, Integer.MAX_VALUE})
    void noOtherWeightIsTaken(int weight) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelSpec.unnamed().weight(weight))
                .withMessageContaining("weight")
                .withMessageContaining(String.valueOf(weight));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Integer.MAX_VALUE})
    void aPrefetchIsAnyNumberOfMessages(int messages) {
        assertThat(ChannelSpec.unnamed().prefetch(messages).prefetch()).hasValue(messages);
    }

    @Test
    void aNegativePrefetchIsNotTaken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelSpec.unnamed().prefetch(-1))
                .withMessageContaining("prefetch");
    }

    @Test
    void metadataKeepsTheOrderAndTheLastValueOfEachKey() {
        ChannelSpec spec = ChannelSpec.unnamed()
                .metadata("b", utf8("1"))
                .metadata("a", utf8("2"))
                .metadata("b", utf8("3"));
        assertThat(spec.metadata().keySet()).containsExactly("b", "a");
        assertThat(value(spec, "b")).isEqualTo(utf8("3"));
    }

    @Test
    void aValueIsCopiedFromItsPositionToItsLimit() {
        ByteBuffer framed = utf8("<value>").position(1).limit(6);
        ChannelSpec spec = ChannelSpec.unnamed().metadata("key", framed);
        assertThat(framed.position()).isEqualTo(1);
        framed.put(1, (byte) 'X');
        assertThat(value(spec, "key")).isEqualTo(utf8("value"));
    }

    @Test
    void aValueCannotBeWrittenTo() {
        ChannelSpec spec = ChannelSpec.unnamed().metadata("key", utf8("value"));
        assertThatExceptionOfType(ReadOnlyBufferException.class)
                .isThrownBy(() -> value(spec, "key").put(0, (byte) 'X'));
    }

    @Test
    void readingAValueDoesNotChangeTheSpec() {
        ChannelSpec spec = ChannelSpec.unnamed().metadata("key", utf8("value"));
        assertThat(UTF_8.decode(value(spec, "key")).toString()).isEqualTo("value");
        assertThat(UTF_8.decode(value(spec, "key")).toString()).isEqualTo("value");
    }

    @Test
    void theMapCannotBeChanged() {
        ChannelSpec spec = ChannelSpec.unnamed().metadata("key", utf8("value"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> spec.metadata().put("other", utf8("value")));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> ChannelSpec.unnamed().metadata().put("other", utf8("value")));
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks may do
    void nothingMayBeNull() {
        assertThatNullPointerException().isThrownBy(() -> ChannelSpec.named(null));
        assertThatNullPointerException().isThrownBy(() -> ChannelSpec.unnamed().metadata(null, utf8("value")));
        assertThatNullPointerException().isThrownBy(() -> ChannelSpec.unnamed().metadata("key", null));
        assertThatNullPointerException().isThrownBy(() -> ChannelSpec.unnamed().codec(null));
    }

    @Test
    void itIsShownWithItsName() {
        assertThat(ChannelSpec.named("echo")).hasToString("ChannelSpec[echo, weight 16]");
    }
}
