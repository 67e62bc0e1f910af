package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Endpoints.verifyUnusable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

/** Where a client finds nobody, and what it is told. */
@EachTransport
class ClientEndpointTest {
    @AutoClose
    private final Sockets sockets;

    ClientEndpointTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    @Test
    void withoutAFileThereIsNoServer() {
        verifyUnusable(sockets.client().connect(), Reason.NO_SERVER, sockets.path());
    }

    @Test
    void aSocketThatAKilledServerHasLeftIsNoServer() throws IOException {
        Endpoints.leaveStaleSocket(sockets.path());
        verifyUnusable(sockets.client().connect(), Reason.NO_SERVER, sockets.path());
        Files.delete(sockets.path());
    }

    @Test
    void aPlainFileIsNotASocket() throws IOException {
        Files.writeString(sockets.path(), "precious");
        verifyUnusable(sockets.client().connect(), Reason.NOT_A_SOCKET, sockets.path());
        assertThat(sockets.path()).hasContent("precious");
        Files.delete(sockets.path());
    }

    @Test
    void aDirectoryIsNotASocket() throws IOException {
        Files.createDirectory(sockets.path());
        verifyUnusable(sockets.client().connect(), Reason.NOT_A_SOCKET, sockets.path());
        Files.delete(sockets.path());
    }

    @Test
    void aMissingDirectoryIsNamed() {
        Path missing = sockets.path("missing");
        verifyUnusable(sockets.client().unix(missing.resolve("s")).connect(), Reason.NO_SUCH_DIRECTORY, missing);
    }

    @Test
    void aPathThatIsTooLongIsRefusedWithItsLengthAndTheLimit() {
        int longest = Endpoints.longestPath(sockets.transport());
        verifyUnusable(
                sockets.client().unix("/" + "x".repeat(longest)).connect(),
                Reason.PATH_TOO_LONG,
                longest + 1,
                longest,
                sockets.transport());
    }

    @Test
    void aClientWithoutAnAddressSaysHowToGetOne() {
        StepVerifier.create(MuxClient.create().transport(sockets.transport()).connect())
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("unix(path)"));
    }

    @Test
    void theClientItWasMadeFromIsNotChanged() {
        MuxClient plain = MuxClient.create().transport(sockets.transport());
        assertThat(plain.unix(sockets.path())).isNotSameAs(plain);
        StepVerifier.create(plain.connect()).verifyError(IllegalStateException.class);
    }

    @Test
    void aPathMayBeGivenAsText() {
        sockets.bind(sockets.serverWithoutAddress().unix(sockets.path().toString()));
        Sockets.roundTrip(sockets.connect(sockets.client().unix(sockets.path().toString())));
    }

    @Test
    void eachSubscriptionIsAConnectionOfItsOwn() {
        sockets.bind(sockets.server());
        Mono<MuxConnection> connecting = sockets.client().connect();
        assertThat(sockets.connected()).isEmpty();
        StepVerifier.create(
                        Flux.concat(connecting, connecting).map(sockets::keep).distinct())
                .expectNextCount(2)
                .verifyComplete();
        assertThat(sockets.connected()).hasSize(2);
    }

    @Test
    void aClientThatTriesAgainFindsTheServerThatHasStartedMeanwhile() {
        Mono<MuxConnection> trying = sockets.client()
                .connect()
                .retryWhen(Retry.fixedDelay(1_000, Duration.ofMillis(5))
                        .filter(error -> error instanceof EndpointException missing && missing.retrySafe()));
        StepVerifier.create(trying.map(sockets::keep))
                .then(() -> sockets.bind(sockets.server()))
                .expectNextCount(1)
                .verifyComplete();
    }
}
