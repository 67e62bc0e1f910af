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
}
