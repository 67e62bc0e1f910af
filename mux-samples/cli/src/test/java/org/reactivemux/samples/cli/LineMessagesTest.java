package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LineMessagesTest {

    @Test
    void eachLineIsAMessageWithoutItsLineFeed() {
        assertThat(lines("one\ntwo\n")).containsExactly("one", "two");
    }

    @Test
    void theLastLineNeedsNoLineFeed() {
        assertThat(lines("one\ntwo")).containsExactly("one", "two");
    }

    @Test
    void anEmptyLineIsAnEmptyMessage() {
        assertThat(lines("\n\na\n")).containsExactly("", "", "a");
    }

    @Test
    void noInputIsNoMessage() {
        assertThat(lines("")).isEmpty();
    }

    @Test
    void bytesAreNotDecoded() {
        byte[] bytes = {(byte) 0xff, 0, '\r', (byte) 0x80};
        List<ByteBuffer> lines = read(new ByteArrayInputStream(bytes), 10);
        assertThat(lines).containsExactly(ByteBuffer.wrap(bytes));
    }

    @Test
    void aLineMayBeAsLongAsAMessageAndNoLonger() {
        assertThat(read(new ByteArrayInputStream("12345\n".getBytes(StandardCharsets.UTF_8)), 5))
                .hasSize(1);
        assertThatThrownBy(() -> read(new ByteArrayInputStream("123456\n".getBytes(StandardCharsets.UTF_8)), 5))
                .hasMessage("a line has more than the 5 bytes that one message may have");
    }

    @Test
    void anInputThatFailsIsAnError() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        assertThatThrownBy(() -> read(closed, 5)).hasMessageStartingWith("cannot read standard input: ");
    }

    private static List<String> lines(String input) {
        return read(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), 1_000).stream()
                .map(Texts::of)
                .toList();
    }

    private static List<ByteBuffer> read(InputStream in, int longest) {
        return Objects.requireNonNull(
                new LineMessages(in, longest).flux().collectList().block());
    }
}
