package org.reactivemux.reactor.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.Dialect;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.reactor.raw.RawFrame;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/**
 * Both of our roles and the program that the plain dialect was defined by. Its text is not part of this project: it is
 * taken from its document where that lies beside the project, or where the system property {@code mux.reference} or
 * the environment variable {@code MUX_REFERENCE} says. Without it the tests are skipped, and in CI they fail.
 */
class ReferenceProgramTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String BESIDE_THE_PROJECT = "../../shared/reference/single-socket-channel.md";
    private static final Pattern PYTHON = Pattern.compile("^```python\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final ByteBuffer CLOSE = ByteBuffer.wrap("close".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    Path directory;

    private Path driver = Path.of("");

    @BeforeEach
    void extractTheProgram() throws IOException {
        PythonProgram.assumeThatPythonIsThere();
        Path document = document();
        if (!Files.isRegularFile(document)) {
            PythonProgram.missing("the reference program's document is not at " + document);
        }
        Files.writeString(directory.resolve("reference_program.py"), program(Files.readString(document)));
        driver = Files.copy(PythonProgram.script("reference_driver.py"), directory.resolve("reference_driver.py"));
    }

    private static Path document() {
        String elsewhere = System.getProperty("mux.reference", System.getenv("MUX_REFERENCE"));
        return elsewhere != null
                ? Path.of(elsewhere)
                : Path.of(System.getProperty("basedir", ""), BESIDE_THE_PROJECT).toAbsolutePath();
    }

    private static String program(String document) {
        Matcher blocks = PYTHON.matcher(document);
        return blocks.results()
                .map(block -> block.group(1))
                .filter(code -> code.contains("class Multiplexer:"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no block of Python defines the class Multiplexer"));
    }

    private MuxConnection connect(PythonProgram python, MuxOptions options) {
        python.awaitLine("ready");
        return Objects.requireNonNull(MuxClient.create()
                .unix(directory.resolve("mux.sock"))
                .options(options)
                .connect()
                .block(SOON));
    }

    private PythonProgram server() {
        return PythonProgram.start(driver, "serve", directory.resolve("mux.sock"));
    }

    private static Mono<List<ByteBuffer>> echoed(MuxConnection mux, List<ByteBuffer> messages) {
        return mux.exchange("", RandomMessages.endless(messages))
                .take(messages.size())
                .collectList();
    }

    @Test
    void asAServerItIsPlainAndItsPongGivesTheRoundTrip() {
        try (PythonProgram python = server()) {
            MuxConnection mux = connect(python, MuxOptions.defaults());

            assertThat(mux.peer().dialect()).isEqualTo(Dialect.PLAIN);
            assertThat(mux.snapshot().roundTrip()).isPresent();
            mux.dispose();
        }
    }

    @Test
    void asAServerItEchoesAHundredChannelsWithMessagesOfAllSizes() {
        try (PythonProgram python = server()) {
            MuxConnection mux = connect(python, MuxOptions.defaults());
            Mono<Boolean> echoes = Flux.range(0, 100)
                    .map(i -> RandomMessages.upTo(PlainChannel.LARGEST_MESSAGE, 5, i))
                    .flatMap(messages -> echoed(mux, messages).map(messages::equals), 100)
                    .all(equal -> equal);

            StepVerifier.create(echoes).expectNext(true).expectComplete().verify(SOON);
            mux.dispose();
        }
    }

    @Test
    void asAServerItEchoesAMegabyteOnOneChannel() {
        List<ByteBuffer> megabyte = RandomMessages.total(1 << 20, PlainChannel.LARGEST_MESSAGE, 1);
        try (PythonProgram python = server()) {
            MuxConnection mux = connect(python, MuxOptions.defaults());

            StepVerifier.create(echoed(mux, megabyte))
                    .expectNext(megabyte)
                    .expectComplete()
                    .verify(SOON);
            mux.dispose();
        }
    }

    @Test
    void asAServerItMayCloseAChannelAndOthersGoOn() {
        try (PythonProgram python = server()) {
            MuxConnection mux = connect(python, MuxOptions.defaults());

            StepVerifier.create(mux.exchange("", RandomMessages.endless(List.of(CLOSE))))
                    .expectComplete()
                    .verify(SOON);
            StepVerifier.create(mux.request("", RawFrame.utf8("another channel")))
                    .expectNext(RawFrame.utf8("another channel"))
                    .expectComplete()
                    .verify(SOON);
            mux.dispose();
        }
    }

    @Test
    void asAServerItAnswersPingsAndIsNotGivenUp() {
        MuxOptions watchful = MuxOptions.builder()
                .keepaliveInterval(Duration.ofMillis(50))
                .keepaliveTimeout(Duration.ofMillis(50))
                .build();
        Mono<Long> later = Mono.delay(Duration.ofMillis(400));
        try (PythonProgram python = server()) {
            MuxConnection mux = connect(python, watchful);
            long before = mux.snapshot().framesReceived();

            StepVerifier.create(later.then(mux.request("", RawFrame.utf8("still there"))))
                    .expectNext(RawFrame.utf8("still there"))
                    .expectComplete()
                    .verify(SOON);
            assertThat(mux.snapshot().framesReceived() - before).isGreaterThan(3);
            mux.dispose();
        }
    }

    @Test
    void asAClientItGetsItsChannelsEchoedAndItsPingAnsweredAndMayCloseOrBeClosed() {
        MuxHandler echo = channel ->
                channel.send(channel.receive().takeUntil(CLOSE::equals).filter(message -> !message.equals(CLOSE)));
        MuxBinding binding = Objects.requireNonNull(MuxServer.create()
                .unix(directory.resolve("mux.sock"))
                .handle(echo)
                .bind()
                .block(SOON));
        try (PythonProgram python = PythonProgram.start(driver, "connect", directory.resolve("mux.sock"))) {
            python.awaitLine("done");
        } finally {
            binding.dispose();
            binding.onDispose().block(SOON);
        }
    }
}
