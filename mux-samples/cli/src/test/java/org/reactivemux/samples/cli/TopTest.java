package org.reactivemux.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.MuxConnection;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.samples.cli.top.Sighting;
import org.reactivemux.samples.cli.top.TopHandler;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** {@code mux top} beside a client that is at work. */
class TopTest {
    @TempDir
    Path directory;

    private String socket() {
        return directory.resolve("mux.sock").toString();
    }

    private MuxConnection connect() {
        return Objects.requireNonNull(
                MuxClient.create().unix(socket()).connect().block());
    }

    @Test
    void oneTableShowsWhoDoesWhat() throws Exception {
        try (Serving serving = Serving.with("--socket", socket())) {
            MuxConnection client = connect();
            Disposable work = work(client);
            Run run = Run.of("top", "--socket", socket(), "--once", "--interval", "0.3");
            work.dispose();
            client.dispose();
            run.assertFine();
            List<String> lines = run.out().lines().toList();
            assertThat(lines.get(0)).isEqualTo(socket() + ": 2 connections, 2 channels");
            assertThat(lines.get(2)).matches(" +\\d+ +uid \\d+, pid \\d+ +1 .* [\\d.]+ +\\w+ +extended");
            assertThat(lines.get(6)).matches(" +\\d+ +1 +echo +both +[1-9].*");
            assertThat(lines.get(7)).contains("mux.top");
            assertThat(lines).hasSize(8);
            assertThat(serving.err()).isEmpty();
        }
    }

    /** A stream that is echoed without end; it is under way when this returns. */
    private static Disposable work(MuxConnection client) throws InterruptedException {
        CountDownLatch underWay = new CountDownLatch(100);
        Disposable work = client.exchange("echo", Flux.generate(sink -> sink.next(Texts.message("work"))))
                .limitRate(16)
                .subscribe(answer -> underWay.countDown());
        assertThat(underWay.await(60, TimeUnit.SECONDS)).isTrue();
        return work;
    }

    @Test
    void oneTableAfterTheOtherIsPrintedUntilTheServerEnds() throws Exception {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (Serving serving = Serving.with("--socket", socket());
                Titles out = new Titles(3, serving)) {
            Streams streams = new Streams(InputStream.nullInputStream(), out, new PrintStream(err, true, UTF_8), false);
            int code = Mux.commandLine(streams).execute("top", "--socket", socket(), "--interval", "0.1");
            new Run(code, "", err.toString(UTF_8)).assertFails(1);
            assertThat(out.seen).isGreaterThanOrEqualTo(3);
        }
    }

    /** Counts the tables, and ends the server after some. */
    private final class Titles extends PrintStream {
        private final int enough;
        private final Serving serving;
        private int seen;

        Titles(int enough, Serving serving) {
            super(OutputStream.nullOutputStream(), true, UTF_8);
            this.enough = enough;
            this.serving = serving;
        }

        @Override
        public void println(String line) {
            if (line.startsWith(socket()) && ++seen == enough) {
                serving.interrupt();
            }
        }
    }

    @Test
    void whatTheServerSaysIsJsonForOtherPrograms() throws Exception {
        try (Serving serving = Serving.with("--socket", socket())) {
            MuxConnection client = connect();
            Run run = Run.of("top", "--socket", socket(), "--json", "--once");
            client.dispose();
            run.assertFine();
            List<Sighting> sightings = run.out()
                    .lines()
                    .map(line -> Sighting.ofJson(Texts.message(line)))
                    .toList();
            assertThat(sightings).hasSize(2).allMatch(sighting -> sighting.framesReceived() > 0);
            assertThat(serving.err()).isEmpty();
        }
    }

    /** It may read the program, as root may, but it is somebody else. */
    @Test
    void anotherUserIsTurnedAwayThoughTheSocketIsOpenToAll() throws Exception {
        assumeThat(System.getProperty("user.name"))
                .as("only root can become another user")
                .isEqualTo("root");
        List<String> asNobody = List.of(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "--inh-caps=+dac_override",
                "--ambient-caps=+dac_override",
                "--");
        try (Serving serving = Serving.with("--socket", socket(), "--mode", "666");
                Program stranger = Program.start(directory, asNobody, "top", "--socket", socket(), "--once")) {
            stranger.await().assertFails(1, "'mux.top' is for the user who runs the server");
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void whomTheAuthoriserRefusesIsTurnedAway() throws Exception {
        MuxBinding binding = Objects.requireNonNull(MuxServer.create()
                .unix(socket())
                .handle(TopHandler.CHANNEL, new TopHandler(PeerAuthoriser.users(Integer.MAX_VALUE)))
                .bind()
                .block());
        try {
            Run.of("top", "--socket", socket()).assertFails(1, "'mux.top' is for the user who runs the server");
        } finally {
            binding.dispose();
            binding.onDispose().block(); // then nothing of it is left in the directory
        }
    }
}
