package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxServer;
import reactor.core.publisher.Mono;

/** Which OPENs our server refuses, and how: C-13, C-15, C-17, L-2, K-8. */
class RefusalTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private static void assertRefused(RawFrame answer, int channel, int code) {
        assertThat(answer).matches(frame -> frame.is(RawFrame.ERROR, channel), "the refusal of channel " + channel);
        assertThat(answer.integer(0)).isEqualTo(code);
    }

    @Test
    void aNameThatNobodyHandlesIsRefusedWithNoHandler() {
        MuxServer server = MuxServer.create().handle("known", channel -> Mono.never());
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, server)) {
            served.peer().say(RawFrame.open(1, "unknown"));

            assertRefused(served.peer().nextOfChannel(), 1, RawFrame.NO_HANDLER);
            assertThat(served.settle()).isEmpty();
        }
    }

    @Test
    void aChannelWithoutANameNeedsAHandlerOfItsOwn() {
        MuxServer server = MuxServer.create().handle("known", channel -> Mono.never());
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, server)) {
            served.peer().say(RawFrame.empty(1, RawFrame.OPEN, 0));

            assertRefused(served.peer().nextOfChannel(), 1, RawFrame.NO_HANDLER);
        }
    }

    @Test
    void whatFollowsARefusedOpenIsIgnored() {
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, MuxServer.create())) {
            served.peer()
                    .say(
                            RawFrame.open(1, "unknown"),
                            RawFrame.data(1, "sent before the refusal came"),
                            RawFrame.grant(1, 10, 1),
                            RawFrame.close(1, RawFrame.FIN));

            assertRefused(served.peer().nextOfChannel(), 1, RawFrame.NO_HANDLER);
            assertThat(served.settle()).isEmpty();
            assertThat(served.mux().snapshot().channels()).isEmpty();
        }
    }

    @Test
    void aRefusedIdIsUsedUpAndTheNextOneWorks() {
        MuxServer server = MuxServer.create().handle("known", channel -> Mono.never());
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, server)) {
            served.peer().say(RawFrame.open(1, "unknown"), RawFrame.open(3, "known"));

            assertThat(served.settle())
                    .anyMatch(frame -> frame.is(RawFrame.ERROR, 1))
                    .contains(RawFrame.ack(3));
        }
    }

    @Test
    void anOpenBeyondTheMostChannelsIsRefusedAndSafeToRetry() {
        MuxServer server = MuxServer.create()
                .options(MuxOptions.builder().maxChannels(2).build())
                .handle("known", channel -> Mono.never());
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, server)) {
            served.peer().say(RawFrame.open(1, "known"), RawFrame.open(3, "known"), RawFrame.open(5, "known"));

            RawFrame refusal = served.peer().await(RawFrame.ERROR, 5);
            assertRefused(refusal, 5, RawFrame.REFUSED);
        }
    }

    @Test
    void aFreedChannelMakesRoomForAnother() {
        MuxServer server = MuxServer.create()
                .options(MuxOptions.builder().maxChannels(1).build())
                .handle("known", channel -> Mono.never());
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, server)) {
            served.peer().say(RawFrame.open(1, "known"), RawFrame.error(1, RawFrame.CANCELLED, ""));
            served.settle();
            served.peer().say(RawFrame.open(3, "known"));

            assertThat(served.settle()).containsExactly(RawFrame.ack(3));
        }
    }

    @Test
    void aShutdownSaysGoAwayWithTheLastAcceptedId() {
        MuxServer server = MuxServer.create().handle("known", channel -> Mono.never());
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, server)) {
            served.peer().say(RawFrame.open(1, "known"), RawFrame.open(3, "known"));
            served.settle();
            served.mux().shutdown(Duration.ofMinutes(1)).subscribe();

            RawFrame goAway = served.peer().await(RawFrame.CLOSE, 0);
            assertThat(goAway.integer(0)).as("last accepted id").isEqualTo(3);
            assertThat(goAway.integer(4)).as("code").isZero();
        }
    }

    @Test
    void theLastAcceptedIdIsNoneWhereNothingWasOpened() {
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, MuxServer.create())) {
            served.mux().shutdown(Duration.ofMinutes(1)).subscribe();

            assertThat(served.peer().await(RawFrame.CLOSE, 0).integer(0)).isZero();
            assertThat(served.peer().untilEnd()).isEmpty();
        }
    }

    @Test
    void anOpenAfterOurGoAwayIsRefusedAndSafeToRetry() {
        MuxServer server = MuxServer.create().handle("known", channel -> Mono.never());
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, server)) {
            served.peer().say(RawFrame.open(1, "known"));
            served.settle();
            served.mux().shutdown(Duration.ofMinutes(1)).subscribe();
            served.peer().await(RawFrame.CLOSE, 0);
            served.peer().say(RawFrame.open(3, "known"));

            assertRefused(served.peer().nextOfChannel(), 3, RawFrame.REFUSED);
        }
    }

    /** K-12. */
    @Test
    void openChannelsGoOnAfterTheGoAwayAndTheConnectionClosesBehindTheLast() {
        MuxServer server = MuxServer.create().handle("echo", channel -> channel.send(channel.receive()));
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, server)) {
            served.peer().say(RawFrame.open(1, "echo"));
            served.settle();
            CompletableFuture<Void> over =
                    served.mux().shutdown(Duration.ofMinutes(1)).toFuture();
            served.peer().await(RawFrame.CLOSE, 0);
            served.peer().say(RawFrame.data(1, RawFrame.END, RawFrame.utf8("still here")));

            RawFrame echo = served.peer().await(RawFrame.DATA, 1);
            assertThat(echo.text()).isEqualTo("still here");
            assertThat(served.peer().untilEnd()).noneMatch(frame -> frame.type() == RawFrame.ERROR);
            assertThat(over).succeedsWithin(SOON);
        }
    }

    /** K-10. */
    @Test
    void channelsThatAreOpenAfterTheGracePeriodEndWithATimeout() {
        MuxServer server = MuxServer.create().handle("known", channel -> Mono.never());
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, server)) {
            served.peer().say(RawFrame.open(1, "known"));
            served.settle();
            served.mux().shutdown(Duration.ofMillis(50)).subscribe();

            served.peer().await(RawFrame.CLOSE, 0);
            assertThat(served.peer().untilEnd())
                    .anyMatch(frame -> frame.type() == RawFrame.ERROR && frame.integer(0) == RawFrame.TIMEOUT);
        }
    }

    /** K-13. */
    @Test
    void disposingAConnectionEndsItWithCancelled() {
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, MuxServer.create())) {
            served.mux().dispose();

            assertThat(served.peer().nextOfChannel())
                    .matches(frame -> frame.is(RawFrame.ERROR, 0) && frame.integer(0) == RawFrame.CANCELLED);
            assertThat(served.peer().untilEnd()).isEmpty();
        }
    }
}
