package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.MuxConnection;
import reactor.util.retry.Retry;

/** A connection that re-establishes itself to a port. */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"TCP", "MUTUAL_TLS"})
@OverSockets
class ReconnectOverTcpTest {
    private final Carrier carrier;

    @AutoClose
    private final Sockets sockets;

    ReconnectOverTcpTest(Carrier carrier) {
        this.carrier = carrier;
        this.sockets = new Sockets(carrier);
    }

    @Test
    void aServerThatIsBoundAgainIsFoundAgain() {
        MuxBinding first = sockets.bind(sockets.server());
        AtomicInteger lost = new AtomicInteger();
        MuxConnection mux = sockets.keep(sockets.client()
                .reconnect(ReconnectOptions.defaults()
                        .retry(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(2)))
                        .onEvent(event -> lost.addAndGet(event instanceof ReconnectEvent.Lost ? 1 : 0))));
        Sockets.roundTrip(mux);
        first.dispose();
        first.onDispose().block(PATIENCE);
        assertThatSoon(lost::get, count -> count == 1, "the client has noticed");

        sockets.bind(carrier.on(sockets.serverWithoutAddress(), Sockets.portOf(first)));
        Sockets.roundTrip(mux);
        assertThat(sockets.accepted()).hasSize(2);
    }
}
