package org.reactivemux.reactor.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.CharSequenceEncoder;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.util.pattern.PathPatternRouteMatcher;

/** Which codec is asked for what. */
class MuxStrategiesTest {
    private static final ResolvableType QUOTE = ResolvableType.forClass(Quote.class);
    private static final MimeType JSON = MimeTypeUtils.APPLICATION_JSON;

    private final MuxStrategies strategies = MuxStrategies.create();

    @Test
    void valuesAreJson() {
        assertThat(strategies.encoderOf(QUOTE, JSON)).isInstanceOf(JacksonJsonEncoder.class);
        assertThat(strategies.decoderOf(QUOTE, JSON)).isInstanceOf(JacksonJsonDecoder.class);
        assertThat(strategies.mimeType()).isEqualTo(JSON);
    }

    @Test
    void textAndBytesAreWhatTheyAre() {
        assertThat(strategies.encoderOf(ResolvableType.forClass(String.class), JSON))
                .isInstanceOf(CharSequenceEncoder.class);
        for (Class<?> raw : new Class<?>[] {ByteBuffer.class, byte[].class}) {
            assertThat(strategies.encoderOf(ResolvableType.forClass(raw), JSON))
                    .isNotInstanceOf(JacksonJsonEncoder.class);
            assertThat(strategies.decoderOf(ResolvableType.forClass(raw), JSON))
                    .isNotInstanceOf(JacksonJsonDecoder.class);
        }
    }

    @Test
    void aCodecThatIsAddedComesBeforeJsonAndBehindTextAndBytes() {
        JacksonJsonEncoder encoder = new JacksonJsonEncoder();
        JacksonJsonDecoder decoder = new JacksonJsonDecoder();
        MuxStrategies more = strategies.encoder(encoder).decoder(decoder);
        assertThat(more.encoderOf(QUOTE, JSON)).isSameAs(encoder);
        assertThat(more.decoderOf(QUOTE, JSON)).isSameAs(decoder);
        assertThat(more.encoders().get(0)).isInstanceOf(CharSequenceEncoder.class);
        assertThat(strategies.encoders()).doesNotContain(encoder);
    }

    @Test
    void namesAreMatchedByPathPatterns() {
        assertThat(strategies.routeMatcher()).isInstanceOf(PathPatternRouteMatcher.class);
    }
}
