package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Which transport is taken when nobody insists on one, and what is said of one that is not there. */
@OverSockets
class TransportChoiceTest {

    @Test
    void epollIsTakenWhereItIsThere() {
        TransportsHere.require(Transport.EPOLL);
        try (Sockets sockets = new Sockets(Transport.NIO)) {
            sockets.keep(bound(MuxServer.create().unix(sockets.path())));
            MuxConnection mux = sockets.keep(connected(MuxClient.create().unix(sockets.path())));
            assertThat(mux.snapshot().transport()).isEqualTo(Transport.EPOLL);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"MEMORY", "KQUEUE"})
    void aServerOnATransportThatIsNotThereSaysSo(Transport missing) {
        StepVerifier.create(MuxServer.create()
                        .unix("/tmp/nowhere")
                        .transport(missing)
                        .bind())
                .verifyErrorSatisfies(error -> assertUnsupported(error, missing));
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"MEMORY", "KQUEUE"})
    void aClientOnATransportThatIsNotThereSaysSo(Transport missing) {
        StepVerifier.create(MuxClient.create()
                        .unix("/tmp/nowhere")
                        .transport(missing)
                        .connect())
                .verifyErrorSatisfies(error -> assertUnsupported(error, missing));
    }

    @Test
    void theTestsOfATransportThatIsMissingAreSkipped() {
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> TransportsHere.require(Transport.MEMORY, new UnsatisfiedLinkError("none"), null))
                .withMessageContaining("memory")
                .withMessageContaining("none");
    }

    @Test
    void theTestsOfATransportThatIsMissingFailInContinuousIntegration() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> TransportsHere.require(Transport.MEMORY, new UnsatisfiedLinkError("none"), "true"))
                .withMessageContaining("memory")
                .withMessageContaining("none");
    }

    @Test
    void theTestsOfATransportThatIsThereAreRun() {
        assertThatCode(() -> TransportsHere.require(Transport.NIO, null, "true"))
                .doesNotThrowAnyException();
    }

    private static void assertUnsupported(Throwable error, Transport missing) {
        assertThat(error).isInstanceOf(EndpointException.class).hasMessageContaining(missing.toString());
        assertThat(((EndpointException) error).reason()).isEqualTo(Reason.UNSUPPORTED);
    }

    private static MuxBinding bound(MuxServer server) {
        return now(server.bind());
    }

    private static MuxConnection connected(MuxClient client) {
        return now(client.connect());
    }

    private static <T> T now(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }
}
