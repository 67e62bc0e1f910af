package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Endpoints.verifyUnusable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.MuxConnection;
import org.reactivemux.PeerCredentials;
import org.reactivemux.Transport;
import reactor.test.StepVerifier;

/** Linux's names without a file, on the transports that know them. */
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Transport.class,
        names = {"EPOLL", "IO_URING"})
@OverSockets
class AbstractNameTest {
    private final String name = "@mux-" + UUID.randomUUID();

    @AutoClose
    private final Sockets sockets;

    AbstractNameTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    private MuxServer server() {
        return sockets.serverWithoutAddress().unix(name);
    }

    private MuxClient client() {
        return sockets.client().unix(name);
    }

    @Test
    void itIsServedAsAFileIs() {
        MuxBinding binding = sockets.bind(server());
        assertThat(binding.addresses()).containsExactly(name);
        MuxConnection mux = sockets.connect(client());
        Sockets.roundTrip(mux);
        assertThat(mux.peer().credentials()).containsInstanceOf(PeerCredentials.Ids.class);
    }

    @Test
    void nothingOfItIsInAnyDirectory() {
        sockets.bind(server());
        assertThat(Files.exists(Path.of(name))).isFalse();
        assertThat(sockets.path("")).isEmptyDirectory();
    }

    @Test
    void theSecondServerIsToldAndTheFirstLives() {
        sockets.bind(server());
        verifyUnusable(server().bind(), Reason.IN_USE, name);
        Sockets.roundTrip(sockets.connect(client()));
    }

    @Test
    void withoutAServerThereIsNone() {
        verifyUnusable(client().connect(), Reason.NO_SERVER, name);
    }

    @Test
    void itIsFreeAgainAfterTheEnd() {
        for (int i = 0; i < 3; i++) {
            MuxBinding binding = sockets.bind(server());
            binding.dispose();
            StepVerifier.create(binding.onDispose()).verifyComplete();
            verifyUnusable(client().connect(), Reason.NO_SERVER, name);
        }
    }

    @Test
    void itGoesTogetherWithAFile() {
        MuxBinding binding = sockets.bind(server().unix(sockets.path()));
        assertThat(binding.addresses()).containsExactly(name, sockets.path().toString());
        Sockets.roundTrip(sockets.connect(client()));
        Sockets.roundTrip(sockets.connect(sockets.client()));
    }

    @Test
    void itIsGivenUpIfAnotherAddressCannotBeBound() {
        Path missing = sockets.path("missing").resolve("s");
        verifyUnusable(server().unix(missing).bind(), Reason.NO_SUCH_DIRECTORY);
        verifyUnusable(client().connect(), Reason.NO_SERVER, name);
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        String tooLong = "@" + "n".repeat(108);
        verifyUnusable(sockets.serverWithoutAddress().unix(tooLong).bind(), Reason.PATH_TOO_LONG, 109);
        verifyUnusable(sockets.client().unix(tooLong).connect(), Reason.PATH_TOO_LONG, 109);
    }

    @Test
    void theLongestNameIsServed() {
        String longest = name + "n".repeat(Endpoints.longestPath(sockets.transport()) - name.length());
        sockets.bind(sockets.serverWithoutAddress().unix(longest));
        Sockets.roundTrip(sockets.connect(sockets.client().unix(longest)));
        verifyUnusable(
                sockets.client()
                        .unix(longest.substring(0, longest.length() - 1))
                        .connect(),
                Reason.NO_SERVER);
    }
}
