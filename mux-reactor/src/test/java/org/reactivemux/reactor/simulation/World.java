package org.reactivemux.reactor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.reactive.Routes;
import org.reactivemux.reactor.transport.SimulatedPair;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.test.subscriber.TestSubscriber;

/** Two whole stacks, their link and their clock, and all the channels of one seed. */
final class World {
    private static final int MOST_CHANNELS = 12;
    private static final Duration STEP = Duration.ofMillis(7);
    private static final int STEPS = 20_000;

    private final Random random;
    private final VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
    private final List<ChannelRun> runs;
    private final MuxOptions clientOptions;
    private final MuxOptions serverOptions;
    private final SimulatedPair pair;

    World(long seed) {
        random = new Random(seed);
        Cutting cutting = Cutting.random(random);
        clientOptions = RandomOptions.of(random);
        serverOptions = RandomOptions.of(random);
        runs = IntStream.rangeClosed(1, 1 + random.nextInt(MOST_CHANNELS))
                .mapToObj(number ->
                        new ChannelRun(number, random, cutting.largestMessage(), RandomOptions.LARGEST_MESSAGE + 1))
                .toList();
        Random cuts = new Random(seed);
        pair = SimulatedPair.join(
                batch -> cutting.cut(batch, cuts), clientOptions, routes(true), serverOptions, routes(false));
        runs.forEach(run -> clock.schedule(
                () -> run.open(run.isOpenedByServer() ? pair.server() : pair.client(), ChannelSpec.named(run.name())),
                run.start().toMillis(),
                TimeUnit.MILLISECONDS));
    }

    private Routes routes(boolean ofClient) {
        Routes routes = Routes.none().withDefault(channel -> channel.send(channel.receive()));
        for (ChannelRun run : runs) {
            if (run.hasHandler() && run.isOpenedByServer() == ofClient) {
                MuxHandler handler = run::handle;
                routes = routes.with(run.name(), handler);
            }
        }
        return routes;
    }

    List<ChannelRun> runs() {
        return runs;
    }

    MuxConnection client() {
        return pair.client();
    }

    MuxConnection server() {
        return pair.server();
    }

    Random random() {
        return random;
    }

    void step() {
        clock.advanceTimeBy(STEP);
    }

    /** Lets time pass until every channel is over, and looks at the credit all the while. */
    void runToTheEnd() {
        for (int steps = 0; steps < STEPS && !runs.stream().allMatch(ChannelRun::isOver); steps++) {
            step();
            assertThatCreditIsConserved();
            assertThatGrowthIsBounded(pair.client(), clientOptions);
            assertThatGrowthIsBounded(pair.server(), serverOptions);
            runs.forEach(this::assertThatGrantsFollowDemand);
        }
        assertThat(runs).as("channels that are over").allMatch(ChannelRun::isOver);
    }

    /** Nothing is under way between steps, so what one side may send is what the other has granted. */
    private void assertThatCreditIsConserved() {
        Map<Integer, ChannelSnapshot> ofServer = channels(pair.server());
        channels(pair.client()).forEach((id, client) -> {
            ChannelSnapshot server = ofServer.get(id);
            if (server != null) {
                assertThatGrantIsAllowance(client, server, serverOptions);
                assertThatGrantIsAllowance(server, client, clientOptions);
            }
        });
    }

    private static Map<Integer, ChannelSnapshot> channels(MuxConnection end) {
        return end.snapshot().channels().stream().collect(Collectors.toMap(ChannelSnapshot::id, Function.identity()));
    }

    private static void assertThatGrantIsAllowance(ChannelSnapshot writer, ChannelSnapshot reader, MuxOptions options) {
        if (writer.sending() != Direction.OPEN || reader.receiving() != Direction.OPEN) {
            return;
        }
        assertThat(writer.window()).as("window of channel %d", writer.id()).isEqualTo(reader.grantedBytes());
        assertThat(writer.credit()).as("credit of channel %d", writer.id()).isEqualTo(reader.grantedMessages());
        assertThat(reader.grantedBytes()).isBetween(0L, (long) most(options));
        if (reader.queuedInBytes() == 0) {
            assertThat(reader.grantedBytes())
                    .as("left of channel %d, of which all was consumed", reader.id())
                    .isPositive();
        }
    }

    private static int most(MuxOptions options) {
        return options.growthBudget() == 0
                ? options.initialWindow()
                : Math.max(options.initialWindow(), options.largestWindow());
    }

    /** W-17: what the peer may send beyond the initial windows is within the budget. */
    private static void assertThatGrowthIsBounded(MuxConnection end, MuxOptions options) {
        long growth = end.snapshot().channels().stream()
                .filter(channel -> channel.receiving() == Direction.OPEN)
                .mapToLong(channel -> Math.max(0, channel.grantedBytes() - options.initialWindow()))
                .sum();
        assertThat(growth).as("growth of all windows").isLessThanOrEqualTo(options.growthBudget());
    }

    /** W-11: nobody is let send more messages than were requested, but for the initial credit. */
    private void assertThatGrantsFollowDemand(ChannelRun run) {
        boolean server = run.isOpenedByServer();
        assertThatGrantsFollow(run.opener(), run, server ? pair.server() : pair.client(), server);
        if (run.fate() != Fate.ECHOED) {
            assertThatGrantsFollow(run.handler(), run, server ? pair.client() : pair.server(), !server);
        }
    }

    private void assertThatGrantsFollow(Reader reader, ChannelRun run, MuxConnection end, boolean ofServer) {
        int prefetch = (ofServer ? serverOptions : clientOptions).prefetch();
        end.snapshot().channels().stream()
                .filter(channel -> channel.name().equals(run.name()))
                .forEach(channel -> assertThat(channel.messagesReceived() + channel.grantedMessages())
                        .as("messages received and granted on %s", run.name())
                        .isLessThanOrEqualTo(Math.max(prefetch, reader.requested())));
    }

    /** When all channels are over neither side remembers one, and both can do what they could at the beginning. */
    void assertThatNothingIsLeft() {
        step();
        assertThat(pair.client().snapshot().channels())
                .as("channels of the client")
                .isEmpty();
        assertThat(pair.server().snapshot().channels())
                .as("channels of the server")
                .isEmpty();
        assertThatEchoWorks(pair.client());
        assertThatEchoWorks(pair.server());
    }

    private void assertThatEchoWorks(MuxConnection end) {
        Script script = new Script(1, List.of(0, 300_000, 1), Duration.ZERO);
        Reader echo = Reader.toTheEnd(script, new Demand(1, Duration.ZERO));
        Flux<ByteBuffer> messages = script.messages();
        end.exchange("", messages).subscribe(echo);
        step();
        assertThat(echo.isCompleted()).as("an echo: %s", echo).isTrue();
        echo.assertThatNothingWentWrong();
    }

    /** One of the ends leaves, and its channels have all the time they need. */
    void leave() {
        MuxConnection leaving = random.nextBoolean() ? pair.client() : pair.server();
        leaving.shutdown(Duration.ofDays(1)).subscribe();
    }

    /** Both connections are closed, and neither end calls that a failure. */
    void assertThatItEndedInGoodOrder() {
        step();
        for (MuxConnection end : List.of(pair.client(), pair.server())) {
            TestSubscriber<Void> closed = TestSubscriber.create();
            end.onClose().subscribe(closed);
            assertThat(closed.isTerminatedComplete())
                    .as("%s has ended in good order", end)
                    .isTrue();
        }
    }
}
