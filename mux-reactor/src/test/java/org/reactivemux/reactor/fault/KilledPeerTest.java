package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.Eventually;
import org.reactivemux.reactor.SignalLog;
import org.reactivemux.reactor.Sockets;
import org.reactivemux.reactor.transport.ServerProcess;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** K-15: a process is killed while it uploads, downloads and opens channels. Whoever waits for it is told so, once. */
@EachTransport
class KilledPeerTest {
    private static final Duration KEEPALIVE = Duration.ofSeconds(30);
    private static final int MOST_MESSAGES = 2_000;

    @AutoClose
    private final Sockets sockets;

    @AutoClose
    private final ServerProcess process;

    private final List<SignalLog<?>> logs = new CopyOnWriteArrayList<>();
    private final AtomicLong messages = new AtomicLong();

    KilledPeerTest(Transport transport, @TempDir Path directory) throws Exception {
        sockets = new Sockets(transport);
        process = ServerProcess.launch(PeerProgram.class, directory, 1);
    }

    private void watch(Mono<?> mono) {
        logs.add(SignalLog.of(mono));
    }

    /** Kills the process after as many messages as the seed says, in the middle of whatever it is doing then. */
    private void killInTheMiddle(long seed) throws InterruptedException {
        long moment = messages.get() + new Random(seed).nextInt(MOST_MESSAGES);
        Eventually.assertThatSoon(messages::get, count -> count >= moment, moment + " messages");
        process.kill();
    }

    private void assertEveryoneIsToldOnce() {
        assertThat(logs).isNotEmpty().allSatisfy(log -> {
            if (log.end().isOnError()) {
                WatchedServer.assertEndedWith(log, ErrorCode.CONNECTION_LOST);
            }
        });
        assertThat(logs).anySatisfy(log -> WatchedServer.assertEndedWith(log, ErrorCode.CONNECTION_LOST));
    }

    private Mono<Void> reading(MuxChannel channel) {
        watch(channel.receive().doOnNext(message -> messages.incrementAndGet()).then());
        return Mono.never();
    }

    private Mono<Void> writing(MuxChannel channel) {
        watch(channel.send(PeerProgram.endless().doOnNext(message -> messages.incrementAndGet())));
        watch(channel.connection().onClose());
        return Mono.never();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aClientThatDiesIsLostToTheServersHandlers(long seed) throws Exception {
        sockets.bind(
                sockets.server().handle(PeerProgram.UPLOAD, this::reading).handle(PeerProgram.DOWNLOAD, this::writing));
        try (Neighbour neighbour = Neighbour.over(sockets.connect(sockets.client()))) {
            assertThat(process.ask(PeerProgram.connect(sockets.transport(), KEEPALIVE, sockets.path())))
                    .isEqualTo(PeerProgram.DONE);
            process.ask("load");

            killInTheMiddle(seed);

            assertEveryoneIsToldOnce();
            assertThat(logs).hasSize(3);
            neighbour.awaitRounds(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aServerThatDiesIsLostToItsClients(long seed) throws Exception {
        Path path = sockets.path("other");
        sockets.bind(sockets.server());
        try (Neighbour neighbour = Neighbour.over(sockets.connect(sockets.client()))) {
            process.ask(PeerProgram.serve(sockets.transport(), KEEPALIVE, path));
            List<MuxConnection> connections = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                MuxConnection mux = sockets.connect(sockets.client().unix(path));
                connections.add(mux);
                Flux<ByteBuffer> upload = PeerProgram.endless().doOnNext(message -> messages.incrementAndGet());
                watch(mux.onClose());
                watch(mux.exchange(PeerProgram.UPLOAD, upload).then());
                watch(mux.exchange(PeerProgram.DOWNLOAD, Flux.never())
                        .doOnNext(message -> messages.incrementAndGet())
                        .then());
                watch(mux.request(PeerProgram.ECHO, ByteBuffer.allocate(1))
                        .repeat()
                        .then());
                watch(mux.open(ChannelSpec.named(PeerProgram.HOLD))
                        .flatMap(channel -> channel.receive().then()));
            }

            killInTheMiddle(seed);

            assertEveryoneIsToldOnce();
            assertThat(connections).allMatch(MuxConnection::isDisposed);
            neighbour.awaitRounds(1);
        } finally {
            Files.deleteIfExists(path);
        }
    }
}
