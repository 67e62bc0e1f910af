package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;

/** L-11: a server's connections are bounded. */
@EachCarrier
class ConnectionLimitTest {
    @AutoClose
    private final Sockets sockets;

    ConnectionLimitTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    private void assertTurnedAway() {
        assertThatThrownBy(() -> sockets.connect(sockets.client()))
                .isInstanceOfSatisfying(ConnectionException.class, end -> {
                    assertThat(end.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
                    assertThat(end).hasMessageContaining("2 connections");
                    assertThat(end.retrySafe()).isTrue();
                });
    }

    @Test
    void oneTooManyIsToldSoAndTheOthersGoOn() {
        MuxBinding binding = sockets.bind(sockets.server().maxConnections(2));
        MuxConnection first = sockets.connect(sockets.client());
        MuxConnection second = sockets.connect(sockets.client());
        for (int n = 0; n < 20; n++) {
            assertTurnedAway();
        }
        Sockets.roundTrip(first);
        Sockets.roundTrip(second);
        assertThat(binding.connections()).hasSize(2);
    }

    @Test
    void aConnectionThatHasEndedMakesRoomForAnother() {
        sockets.bind(sockets.server().maxConnections(2));
        for (int n = 0; n < 20; n++) {
            MuxConnection first = sockets.connect(sockets.client());
            MuxConnection second = sockets.connect(sockets.client());
            List<MuxConnection> ends = new ArrayList<>(List.of(sockets.otherEndOf(first), sockets.otherEndOf(second)));
            first.dispose();
            second.dispose();
            ends.forEach(end -> end.onClose().onErrorComplete().block(PATIENCE));
        }
    }

    @Test
    void aServerThatMayHaveNoneMakesNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sockets.server().maxConnections(0))
                .withMessageContaining("maxConnections");
    }
}
