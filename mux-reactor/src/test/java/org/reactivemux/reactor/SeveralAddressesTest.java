package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Endpoints.verifyUnusable;

import io.netty.channel.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.Transport;
import reactor.test.StepVerifier;

/** One server, several addresses: all of them or none. */
@EachTransport
class SeveralAddressesTest {
    @AutoClose
    private final Sockets sockets;

    SeveralAddressesTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    private MuxServer serverOn(String... names) {
        MuxServer server = sockets.serverWithoutAddress();
        for (String name : names) {
            server = server.unix(sockets.path(name));
        }
        return server;
    }

    private void verifyServed(String name) {
        Sockets.roundTrip(sockets.connect(sockets.client().unix(sockets.path(name))));
    }

    @Test
    void eachIsServedAndToldInTheOrderGiven() {
        MuxBinding binding = sockets.bind(serverOn("c", "a", "b"));
        assertThat(binding.addresses())
                .containsExactly(
                        sockets.path("c").toString(),
                        sockets.path("a").toString(),
                        sockets.path("b").toString());
        verifyServed("a");
        verifyServed("b");
        verifyServed("c");
        assertThat(binding.connections()).hasSize(3);
    }

    @Test
    void allOfThemAreGoneAfterTheEnd() {
        MuxBinding binding = sockets.bind(serverOn("a", "b"));
        binding.dispose();
        StepVerifier.create(binding.onDispose()).verifyComplete();
        assertThat(sockets.path("a")).doesNotExist();
        assertThat(sockets.path("b")).doesNotExist();
    }

    @Test
    void noneIsBoundIfOneCannotBe() throws IOException {
        Files.writeString(sockets.path("b"), "precious");
        verifyUnusable(serverOn("a", "b", "c").bind(), Reason.NOT_A_SOCKET, sockets.path("b"));
        assertThat(sockets.path("a")).doesNotExist();
        assertThat(sockets.path("c")).doesNotExist();
        Eventually.assertThatSoon(
                () -> sockets.listening().stream().noneMatch(Channel::isOpen), closed -> closed, "nothing listens");
        Files.delete(sockets.path("b"));
        sockets.bind(serverOn("a", "b", "c"));
    }

    @Test
    void theSameAddressTwiceIsOneTooMany() {
        verifyUnusable(serverOn("a", "a").bind(), Reason.IN_USE, sockets.path("a"));
        assertThat(sockets.path("a")).doesNotExist();
    }

    /** A client was quick, and the server is given up before it has begun. */
    @Test
    void aClientOfTheFirstAddressIsCutOffIfTheSecondCannotBeBound() throws IOException {
        AtomicInteger attempts = new AtomicInteger();
        AtomicReference<@Nullable SilentPeer> quick = new AtomicReference<>();
        MuxServer server = serverOn("a", "b").beneath(beneath -> {
            if (attempts.incrementAndGet() == 2) {
                quick.set(connect("a"));
                Eventually.assertThatSoon(() -> sockets.accepted().size(), size -> size == 1, "the client is accepted");
                throw new IllegalStateException("not the second");
            }
            return sockets.watch(beneath);
        });
        StepVerifier.create(server.bind()).verifyErrorMessage("not the second");
        assertThat(sockets.path("a")).doesNotExist();
        try (SilentPeer client = Objects.requireNonNull(quick.get())) {
            client.awaitEnd();
        }
    }

    private SilentPeer connect(String name) {
        try {
            return SilentPeer.connect(sockets.path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
