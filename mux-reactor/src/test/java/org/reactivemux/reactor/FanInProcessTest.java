package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Eventually.assertThatSoon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.PeerCredentials;
import org.reactivemux.Transport;
import org.reactivemux.reactor.transport.ServerProcess;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** Three processes with more channels between them than {@code flatMap} would listen to, all of which send all the time. */
@OverSockets
class FanInProcessTest {
    private static final String IN = "in";
    private static final int PROCESSES = 3;
    private static final int CHANNELS = 120;
    private static final int SENDERS = PROCESSES * CHANNELS;
    private static final int PREFETCH = 8;
    private static final int TURNS = 60;

    @AutoClose
    private final Sockets sockets = new Sockets(Transport.EPOLL);

    @TempDir
    Path directory;

    private final List<ServerProcess> processes = new ArrayList<>();
    private final List<FanIn.End> ends = new CopyOnWriteArrayList<>();
    private final FanIn fanIn = FanIn.create(PREFETCH, ends::add);
    private final Heard heard = new Heard();
    private MuxBinding binding;

    /** Takes as many as the test asks for, and remembers from whom. */
    private static final class Heard extends BaseSubscriber<FanIn.Message> {
        final Map<FanIn.Sender, Integer> bySender = new ConcurrentHashMap<>();
        final AtomicInteger outOfOrder = new AtomicInteger();
        final AtomicInteger count = new AtomicInteger();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // the test asks
        }

        @Override
        protected void hookOnNext(FanIn.Message message) {
            int before = bySender.merge(message.sender(), 1, Integer::sum) - 1;
            if (message.buffer().getLong(0) != before) {
                outOfOrder.incrementAndGet();
            }
            count.incrementAndGet();
        }

        /** So many of each at the same pace, which is slower than they could send. */
        void listen(int turns) {
            int enough = count.get() + turns * SENDERS;
            Flux.interval(Duration.ofMillis(10)).take(turns).subscribe(turn -> request(SENDERS));
            assertThatSoon(count::get, heard -> heard == enough, "messages heard");
        }
    }

    @BeforeEach
    void start() throws Exception {
        binding = sockets.bind(sockets.server().handle(IN, fanIn));
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(ServerProcess.launch(FanProgram.class, directory, 1));
        }
        for (ServerProcess process : processes) {
            process.order(FanProgram.connect(sockets.transport(), sockets.path()));
        }
        for (ServerProcess process : processes) {
            assertThat(process.answer()).isEqualTo(FanProgram.DONE);
            assertThat(process.ask("send %s %d".formatted(IN, CHANNELS))).isEqualTo(FanProgram.DONE);
        }
        fanIn.messages().subscribe(heard);
    }

    @AfterEach
    void stop() throws Exception {
        heard.cancel();
        for (ServerProcess process : processes) {
            process.close();
        }
    }

    private long sent() {
        try {
            long sum = 0;
            for (ServerProcess process : processes) {
                sum += Long.parseLong(process.ask("sent"));
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long received() {
        return binding.connections().stream()
                .flatMap(connection -> connection.snapshot().channels().stream())
                .mapToLong(ChannelSnapshot::messagesReceived)
                .sum();
    }

    private static long pid(FanIn.Sender sender) {
        return ((PeerCredentials.Ids) sender.peer().credentials().orElseThrow()).pid();
    }

    @Test
    void everySenderIsHeardAndStopsSoonAfterItsHearer() {
        heard.listen(TURNS);
        assertThat(heard.bySender).hasSize(SENDERS);
        assertThat(heard.bySender.keySet().stream().collect(Collectors.groupingBy(FanInProcessTest::pid)))
                .containsOnlyKeys(processes.stream()
                        .map(process -> process.handle().pid())
                        .toList())
                .allSatisfy((pid, senders) -> assertThat(senders).hasSize(CHANNELS));
        assertThat(heard.outOfOrder).hasValue(0);

        Map<FanIn.Sender, Integer> before = Map.copyOf(heard.bySender);
        heard.listen(TURNS);
        assertThat(heard.bySender)
                .allSatisfy((sender, count) -> assertThat(count - before.getOrDefault(sender, 0))
                        .as("heard of %s", sender)
                        .isBetween(TURNS / 2, TURNS * 2));

        assertThatSoon(() -> sent() - received(), under -> under == 0, "messages under way");
        assertThat(sent()).isBetween((long) heard.count.get(), heard.count.get() + (long) SENDERS * PREFETCH);
    }

    @Test
    void theOthersGoOnWhenOneIsKilled() throws Exception {
        heard.listen(TURNS / 4);
        long killed = processes.get(0).handle().pid();
        processes.remove(0).kill();
        assertThatSoon(ends::size, size -> size == CHANNELS, "ends");
        assertThat(ends).allSatisfy(end -> {
            assertThat(pid(end.sender())).isEqualTo(killed);
            assertThat(((MuxException) end.failure().orElseThrow()).code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        });
        Map<FanIn.Sender, Integer> before = Map.copyOf(heard.bySender);
        heard.listen(TURNS / 4);
        assertThat(heard.bySender)
                .allSatisfy((sender, count) -> assertThat(count.equals(before.get(sender)))
                        .as("silence of %s", sender)
                        .isEqualTo(pid(sender) == killed));
    }
}
