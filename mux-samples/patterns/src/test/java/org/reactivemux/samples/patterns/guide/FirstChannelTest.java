package org.reactivemux.samples.patterns.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.samples.patterns.Text;
import reactor.core.publisher.Flux;

/** Over a real socket. */
class FirstChannelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private String socket;

    @BeforeEach
    void chooseAPath() {
        socket = directory.resolve("mux.sock").toString();
    }

    @Test
    void aRequestAConversationAndAStreamShareOneSocket() {
        FirstChannel example = new FirstChannel(socket);
        MuxBinding binding = example.serve();
        MuxConnection mux = example.connect();

        List<String> answers = example.use(mux, Text.encode("question"), Flux.just(Text.encode("a"), Text.encode("b")))
                .map(Text::decode)
                .collectList()
                .block(PATIENCE);

        assertThat(answers).containsExactly("question", "a", "b", "second 0");
        binding.shutdown(PATIENCE).block(PATIENCE);
        mux.onClose().block(PATIENCE);
    }

    @Test
    void theReadmesTwoMessagesComeBack() {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            Hello.main(new String[] {socket});
        } finally {
            System.setOut(console);
        }

        assertThat(printed.toString(UTF_8).lines()).containsExactly("hello", "world");
    }
}
