package org.reactivemux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelSnapshot.Direction;

/** A snapshot is of its moment and stays so. */
class ConnectionSnapshotTest {
    private static final ChannelSnapshot CHANNEL =
            new ChannelSnapshot(1, "echo", Direction.OPEN, Direction.ENDING, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    private static final CompressionSnapshot NONE = new CompressionSnapshot(0, 0, 0, 0);

    private static ConnectionSnapshot of(List<ChannelSnapshot> channels) {
        return new ConnectionSnapshot(Transport.NIO, Optional.empty(), 1, 2, 3, 4, 5, NONE, channels);
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
}
