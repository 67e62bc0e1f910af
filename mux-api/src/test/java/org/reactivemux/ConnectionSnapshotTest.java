package org.reactivemux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.ChannelSnapshot.Lack;
import org.reactivemux.ConnectionSnapshot.Amount;
import org.reactivemux.ConnectionSnapshot.Role;
import org.reactivemux.ConnectionSnapshot.State;
import org.reactivemux.ConnectionSnapshot.Traffic;

/** A snapshot is of its moment and stays so. */
class ConnectionSnapshotTest {
    private static final ChannelSnapshot CHANNEL = new ChannelSnapshot(
            1,
            "echo",
            Direction.OPEN,
            Direction.ENDING,
            1,
            2,
            3,
            400,
            5,
            6,
            70,
            8,
            9,
            10,
            11,
            Lack.WINDOW,
            Duration.ofMillis(12),
            Duration.ofMillis(13),
            Duration.ofMillis(14));

    private static final Map<FrameType, Amount> FRAMES =
            Map.of(FrameType.DATA, new Amount(3, 300), FrameType.PING, new Amount(1, 20));

    private static final CompressionSnapshot COMPRESSION = new CompressionSnapshot(1, 2, 3, 4);

    private static ConnectionSnapshot of(List<ChannelSnapshot> channels) {
        return new ConnectionSnapshot(
                1,
                Role.CLIENT,
                Transport.NIO,
                Optional.of(Dialect.EXTENDED),
                State.ESTABLISHED,
                Duration.ofSeconds(2),
                Optional.empty(),
                new Traffic(FRAMES, 3, 0),
                new Traffic(Map.of(), 0, 1),
                5,
                Duration.ofMillis(12),
                Duration.ofMillis(13),
                COMPRESSION,
                channels);
    }

    @Test
    void whatHappensToTheListAfterwardsDoesNotShow() {
        List<ChannelSnapshot> channels = new ArrayList<>(List.of(CHANNEL));
        ConnectionSnapshot snapshot = of(channels);
        channels.clear();
        assertThat(snapshot.channels()).containsExactly(CHANNEL);
    }

    @Test
    void theListCannotBeChanged() {
        ConnectionSnapshot snapshot = of(List.of(CHANNEL));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> snapshot.channels().add(CHANNEL));
    }

    @Test
    void framesAndBytesAreThoseOfAllTypesTogether() {
        ConnectionSnapshot snapshot = of(List.of());
        assertThat(snapshot.framesSent()).isEqualTo(4);
        assertThat(snapshot.bytesSent()).isEqualTo(320);
        assertThat(snapshot.framesReceived()).isZero();
        assertThat(snapshot.bytesReceived()).isZero();
    }

    @Test
    void aTypeThatNeverCameHasNoFrames() {
        assertThat(of(List.of()).sent().of(FrameType.DATA)).isEqualTo(new Amount(3, 300));
        assertThat(of(List.of()).sent().of(FrameType.PONG)).isEqualTo(Amount.NONE);
    }

    @Test
    void whatHappensToTheFramesAfterwardsDoesNotShow() {
        Map<FrameType, Amount> frames = new EnumMap<>(FRAMES);
        Traffic traffic = new Traffic(frames, 3, 0);
        frames.clear();
        assertThat(traffic.byType()).isEqualTo(FRAMES);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> traffic.byType().clear());
    }

    @Test
    void whatWaitsIsThatOfAllChannels() {
        assertThat(of(List.of(CHANNEL, CHANNEL)).queuedOutBytes()).isEqualTo(800);
        assertThat(of(List.of(CHANNEL, CHANNEL)).queuedInBytes()).isEqualTo(140);
    }

    @Test
    void twoOfTheSameMomentAreEqual() {
        assertThat(of(List.of(CHANNEL))).isEqualTo(of(List.of(CHANNEL))).isNotEqualTo(of(List.of()));
    }

    @Test
    void theSumOfTwoHasTheFiguresOfBoth() {
        ConnectionSnapshot sum = of(List.of(CHANNEL)).plus(of(List.of(CHANNEL)));
        assertThat(sum.channels()).containsExactly(CHANNEL, CHANNEL);
        assertThat(sum.sent().of(FrameType.DATA)).isEqualTo(new Amount(6, 600));
        assertThat(sum.received().refusals()).isEqualTo(2);
        assertThat(sum.lateFrames()).isEqualTo(10);
        assertThat(sum.blockedOnCredit()).isEqualTo(Duration.ofMillis(24));
        assertThat(sum.blockedOnWindow()).isEqualTo(Duration.ofMillis(26));
        assertThat(sum.compression()).isEqualTo(new CompressionSnapshot(2, 4, 6, 8));
        assertThat(sum.age()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theSumOfTwoHasTheRoundTripOfTheOtherIfItHasOne() {
        Optional<Duration> first = Optional.of(Duration.ofMillis(1));
        Optional<Duration> second = Optional.of(Duration.ofMillis(2));
        assertThat(with(State.ESTABLISHED, first)
                        .plus(with(State.ESTABLISHED, second))
                        .roundTrip())
                .isEqualTo(second);
        assertThat(with(State.ESTABLISHED, first).plus(of(List.of())).roundTrip())
                .isEqualTo(first);
    }

    @Test
    void theSumOfTwoIsEstablishedIfEitherIs() {
        ConnectionSnapshot ended = with(State.ENDED, Optional.empty());
        assertThat(ended.plus(of(List.of())).state()).isEqualTo(State.ESTABLISHED);
        assertThat(of(List.of()).plus(ended).state()).isEqualTo(State.ESTABLISHED);
        assertThat(ended.plus(with(State.LEAVING, Optional.empty())).state()).isEqualTo(State.LEAVING);
    }

    private static ConnectionSnapshot with(State state, Optional<Duration> roundTrip) {
        ConnectionSnapshot one = of(List.of());
        return new ConnectionSnapshot(
                one.number(),
                one.role(),
                one.transport(),
                one.dialect(),
                state,
                one.age(),
                roundTrip,
                one.sent(),
                one.received(),
                one.lateFrames(),
                one.blockedOnCredit(),
                one.blockedOnWindow(),
                one.compression(),
                one.channels());
    }
}
