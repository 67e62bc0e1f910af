package org.reactivemux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelSnapshot.Direction;

/** A snapshot is of its moment and stays so. */
class ConnectionSnapshotTest {
    private static final ChannelSnapshot CHANNEL =
            new ChannelSnapshot(1, "echo", Direction.OPEN, Direction.ENDING, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    private static ConnectionSnapshot of(List<ChannelSnapshot> channels) {
        return new ConnectionSnapshot(Transport.NIO, Optional.empty(), 1, 2, 3, 4, 5, channels);
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
    void twoOfTheSameMomentAreEqual() {
        assertThat(of(List.of(CHANNEL))).isEqualTo(of(List.of(CHANNEL))).isNotEqualTo(of(List.of()));
    }

    @Test
    void theSumOfTwoHasTheFiguresOfBothAndTheRoundTripOfTheOtherIfItHasOne() {
        Optional<Duration> roundTrip = Optional.of(Duration.ofMillis(1));
        ConnectionSnapshot other =
                new ConnectionSnapshot(Transport.EPOLL, roundTrip, 10, 20, 30, 40, 50, List.of(CHANNEL));
        assertThat(of(List.of(CHANNEL)).plus(other))
                .isEqualTo(new ConnectionSnapshot(
                        Transport.NIO, roundTrip, 11, 22, 33, 44, 55, List.of(CHANNEL, CHANNEL)));
        assertThat(other.plus(of(List.of())).roundTrip()).isEqualTo(roundTrip);
    }
}
