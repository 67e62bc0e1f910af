package org.reactivemux.samples.patterns.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.samples.patterns.Text;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The guide's advice for production does what it says. */
class ProductionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void tenThousandChannelsFitTheDefaultLimitOfMemory() {
        MuxOptions options = Production.manyChannels();

        assertThat(2L * options.maxChannels() * options.initialWindow()
                        + options.reassemblyBudget()
                        + options.growthBudget())
                .isEqualTo(461_897_728)
                .isLessThan(MuxOptions.defaults().memoryLimit());
    }

    @Test
    void aSmallServerServes() {
        MuxBinding binding = serve("small.sock", Production::small);
        MuxConnection mux = MuxClient.create()
                .unix(directory.resolve("small.sock"))
                .connect()
                .block(PATIENCE);

        StepVerifier.create(mux.request("name", Text.encode("?")).map(Text::decode))
                .expectNext("small.sock")
                .expectComplete()
                .verify(PATIENCE);

        binding.dispose();
    }

    @Test
    void anImpatientClientFindsAServerThatStartsLater() {
        Path socket = directory.resolve("late.sock");
        Mono<ByteBuffer> answer =
                Production.impatient(MuxClient.create().unix(socket)).request("name", Text.encode("?"));

        StepVerifier.create(answer.map(Text::decode))
                .then(() -> serve("late.sock", server -> server))
                .expectNext("late.sock")
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void anotherWorkerAnswersForOneThatIsNotThere() {
        MuxBinding one = serve("1.sock", server -> server);
        MuxBinding two = serve("2.sock", server -> server);
        Workers workers = new Workers(List.of(directory.resolve("1.sock"), directory.resolve("2.sock")));

        assertThat(answers(workers)).containsExactly("1.sock", "2.sock", "1.sock", "2.sock");
        one.shutdown(PATIENCE).block(PATIENCE);
        assertThat(answers(workers)).containsOnly("2.sock").hasSize(4);

        two.dispose();
    }

    private static List<String> answers(Workers workers) {
        return IntStream.range(0, 4)
                .mapToObj(i -> Text.decode(workers.ask("name", Text.encode("?")).block(PATIENCE)))
                .toList();
    }

    private MuxBinding serve(String name, UnaryOperator<MuxServer> bounded) {
        MuxServer server = MuxServer.create()
                .unix(directory.resolve(name))
                .handle("name", channel -> channel.send(channel.receive().map(question -> Text.encode(name))));
        return bounded.apply(server).bind().block(PATIENCE);
    }
}
