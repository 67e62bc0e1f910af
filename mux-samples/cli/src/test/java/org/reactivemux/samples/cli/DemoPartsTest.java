package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxHandler;
import org.reactivemux.reactor.MuxPair;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The demonstration must notice what it is there to notice. */
class DemoPartsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void messagesOfOneSeedAreEqual() {
        RandomMessages some = new RandomMessages(7);
        RandomMessages same = new RandomMessages(7);
        RandomMessages others = new RandomMessages(8);
        byte[] first = some.next();
        assertThat(first).isEqualTo(same.next()).isNotEqualTo(others.next());
        assertThat(some.next()).isEqualTo(same.next()).isNotEqualTo(first);
        assertThat(some.count()).isEqualTo(2);
    }

    @Test
    void anHonestEchoIsWithoutComplaint() {
        VerifiedEcho echo = played(MuxPair.create(MuxPair.end().handle("echo", new EchoHandler())), 50);
        assertThat(echo.complaint()).isEmpty();
        assertThat(echo.messages()).isEqualTo(50);
    }

    @Test
    void oneWrongByteIsNoticed() {
        assertComplaint(
                "byte 0 of reply 4 is wrong",
                channel -> channel.send(
                        channel.receive().index((number, message) -> number == 3 ? flipped(message) : message)));
    }

    @Test
    void aMissingReplyIsNoticed() {
        assertComplaint("is wrong", channel -> channel.send(channel.receive().skip(1)));
    }

    @Test
    void aMissingLastReplyIsNoticed() {
        assertComplaint(
                "5 messages sent, 4 replies",
                channel -> channel.send(channel.receive().skipLast(1)));
    }

    @Test
    void anEchoThatFailsIsNoticed() {
        assertComplaint("the other side failed", channel -> Mono.error(new ChannelException(ErrorCode.INTERNAL, "")));
    }

    @Test
    void anEchoThatStallsIsNoticed() throws Exception {
        MuxPair pair = MuxPair.create(MuxPair.end().handle("echo", channel -> channel.send(Flux.never())));
        VerifiedEcho echo = new VerifiedEcho(1, 1, Duration.ofMillis(10));
        Disposable running = echo.over(pair.client(), () -> false).subscribe();
        Eventually.holds("a complaint", () -> {
            echo.giveUpIfStalled();
            return echo.complaint().isPresent();
        });
        assertThat(echo.complaint().orElseThrow()).contains("stalled after 0 replies");
        assertThat(running.isDisposed()).isTrue();
    }

    private static void assertComplaint(String what, MuxHandler badEcho) {
        VerifiedEcho echo = played(MuxPair.create(MuxPair.end().handle("echo", badEcho)), 5);
        assertThat(echo.complaint().orElse("no complaint")).contains(what);
    }

    private static VerifiedEcho played(MuxPair pair, int messages) {
        VerifiedEcho echo = new VerifiedEcho(1, 1, LONG);
        AtomicInteger left = new AtomicInteger(messages);
        echo.over(pair.client(), () -> left.getAndDecrement() <= 0).block(LONG);
        return echo;
    }

    private static ByteBuffer flipped(ByteBuffer message) {
        message.put(0, (byte) ~message.get(0));
        return message;
    }

    @ParameterizedTest
    @MethodSource("troublemakers")
    void aTroublemakerDoesWhatItSays(Troublemaker troublemaker, String deeds) {
        VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
        try {
            MuxPair pair = MuxPair.create(MuxPair.end().handle(troublemaker.name(), troublemaker.handler()));
            Disposable trouble = troublemaker.trouble(pair.client());
            clock.advanceTimeBy(Duration.ofMillis(45));
            assertThat(troublemaker.deeds()).startsWith(deeds);
            trouble.dispose();
            assertThat(pair.client().snapshot().channels()).isEmpty();
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    static List<Object[]> troublemakers() {
        return List.of(
                new Object[] {new StoppedReader(), "read 10 and stopped; its sender made 10 and waits"},
                new Object[] {new SlowReader(), "read 4, one every 20 ms; its sender made "},
                new Object[] {new Canceller(), "cancelled 5 streams after 5 messages; their senders made 25"},
                new Object[] {new FailingWriter(), "failed 5 times after 3 messages; the other side was told of 5"});
    }

    @Test
    void theVerdictIsTheMedianOfTheRatiosOfNeighbours() {
        Verdict verdict =
                new Verdict(List.of(round(100), round(10), round(100)), List.of(round(90), round(8), round(10)));
        assertThat(verdict.ratio()).isEqualTo(0.8);
        assertThat(verdict.objection()).isEmpty();
    }

    @Test
    void halfTheThroughputIsTheLeast() {
        assertThat(new Verdict(List.of(round(100)), List.of(round(50))).objection())
                .isEmpty();
        assertThat(new Verdict(List.of(round(100)), List.of(round(49)))
                        .objection()
                        .orElseThrow())
                .isEqualTo("the others were slowed to 0.49 of their throughput; at least 0.50 is asked for");
    }

    @Test
    void noThroughputAtAllIsNotWell() {
        assertThat(new Verdict(List.of(round(0)), List.of(round(0))).objection())
                .isPresent();
    }

    @Test
    void anyComplaintIsNotWell() {
        DemoRound.Result bad = new DemoRound.Result(1, 1, 100, 1, List.of("channel 3: stalled"));
        Verdict verdict = new Verdict(List.of(round(100)), List.of(bad));
        assertThat(verdict.objection()).hasValue("1 echo channels had trouble; the first: channel 3: stalled");
        assertThat(new DemoTable(verdict).lines()).anyMatch(line -> line.contains("Not well"));
    }

    private static DemoRound.Result round(double throughput) {
        return new DemoRound.Result(1, 1, throughput, 1, List.of());
    }
}
