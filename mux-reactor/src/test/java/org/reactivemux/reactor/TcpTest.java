package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.reactivemux.reactor.Endpoints.verifyUnusable;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ConnectionException;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.PeerIdentity;
import org.reactivemux.Transport;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** TCP ports: where a server listens, where a client connects, and who may. */
@EachTransport
class TcpTest {
    private static final String HOST = "127.0.0.1";
    private static final PeerAuthoriser ANYONE = PeerAuthoriser.anyone();

    @AutoClose
    private final Sockets sockets;

    TcpTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    private MuxServer server() {
        return sockets.serverWithoutAddress();
    }

    private MuxClient clientOf(MuxBinding binding) {
        return sockets.clientWithoutAddress().tcp(HOST, Sockets.portOf(binding));
    }

    private void verifyServed(MuxClient client) {
        Sockets.roundTrip(sockets.connect(client));
    }

    @Test
    void aServerTellsWhichPortItHasFound() {
        MuxBinding binding = sockets.bind(server().tcp(HOST, 0, ANYONE));
        assertThat(binding.addresses()).singleElement().asString().matches("127\\.0\\.0\\.1:[1-9]\\d*");
        verifyServed(clientOf(binding));
    }

    @Test
    void aHostMayHaveAName() {
        MuxBinding binding = sockets.bind(server().tcp("localhost", 0, ANYONE));
        assertThat(binding.addresses()).singleElement().asString().startsWith("localhost:");
        verifyServed(sockets.clientWithoutAddress().tcp("localhost", Sockets.portOf(binding)));
    }

    @Test
    void anAddressMayBeOfIPv6() throws SocketException {
        assumeThat(NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses))
                .as("SKIPPED: this machine is without IPv6")
                .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
        MuxBinding binding = sockets.bind(server().tcp("::1", 0, ANYONE));
        assertThat(binding.addresses()).singleElement().asString().startsWith("[::1]:");
        verifyServed(sockets.clientWithoutAddress().tcp("::1", Sockets.portOf(binding)));
    }

    @Test
    void smallMessagesDoNotWaitForMore() {
        verifyServed(clientOf(sockets.bind(server().tcp(HOST, 0, ANYONE))));
        assertThat(List.of(sockets.accepted().get(0), sockets.connected().get(0)))
                .allMatch(channel -> channel.config().getOption(ChannelOption.TCP_NODELAY));
    }

    /** Not where a server has just been: with io_uring the kernel holds its socket for a moment longer. */
    @Test
    void whereNobodyListensThereIsNoServer() throws IOException {
        int port;
        try (ServerSocket passing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = passing.getLocalPort();
        }
        verifyUnusable(sockets.clientWithoutAddress().tcp(HOST, port).connect(), Reason.NO_SERVER, HOST + ":" + port);
    }

    @Test
    void aPortIsForOneServer() {
        MuxBinding first = sockets.bind(server().tcp(HOST, 0, ANYONE));
        verifyUnusable(
                server().tcp(HOST, Sockets.portOf(first), ANYONE).bind(),
                Reason.IN_USE,
                first.addresses().get(0));
        verifyServed(clientOf(first));
    }

    @Test
    void aServerCannotListenOnAHostThatNobodyKnows() {
        verifyUnusable(server().tcp("[nonsense]", 0, ANYONE).bind(), Reason.UNKNOWN_HOST, "[nonsense]");
    }

    @Test
    void aClientIsToldThatNobodyKnowsTheHost() {
        MuxClient client = sockets.clientWithoutAddress()
                .tcp("nobody.example", 7)
                .beneath(tcp -> sockets.watch(tcp).resolver(new Ignorance()));
        verifyUnusable(client.connect(), Reason.UNKNOWN_HOST, "nobody.example");
    }

    /** A name service that knows no name. */
    private static final class Ignorance extends AddressResolverGroup<InetSocketAddress> {
        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new InetNameResolver(executor) {
                @Override
                protected void doResolve(String name, Promise<InetAddress> promise) {
                    promise.setFailure(new UnknownHostException(name));
                }

                @Override
                protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
                    promise.setFailure(new UnknownHostException(name));
                }
            }.asAddressResolver();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void aPortHasSixteenBits(int port) {
        assertThatIllegalArgumentException().isThrownBy(() -> server().tcp(HOST, port));
        assertThatIllegalArgumentException().isThrownBy(() -> MuxClient.create().tcp(HOST, port));
    }

    @Test
    void noClientConnectsToAnyPort() {
        assertThatIllegalArgumentException().isThrownBy(() -> MuxClient.create().tcp(HOST, 0));
    }

    @Test
    void aHostIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> server().tcp(" ", 0));
    }

    /** There are no credentials, and TLS asks for no certificate: nobody is to let in all the world without knowing. */
    @Test
    void aServerWithoutAnAuthoriserDoesNotStart() {
        StepVerifier.create(server().unix(sockets.path()).tcp("0.0.0.0", 4711).bind())
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("0.0.0.0:4711")
                        .hasMessageContaining("anyone()"));
        assertThat(sockets.path()).doesNotExist();
    }

    /** L-11: each address has places of its own. */
    @Test
    void aCrowdOnAPortKeepsNobodyAwayFromTheSocketFile() {
        MuxBinding binding =
                sockets.bind(server().maxConnections(1).unix(sockets.path()).tcp(HOST, 0, ANYONE));
        sockets.connect(clientOf(binding));
        StepVerifier.create(clientOf(binding).connect())
                .verifyErrorSatisfies(error ->
                        assertThat(((ConnectionException) error).code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
        Sockets.roundTrip(sockets.connect(sockets.clientWithoutAddress().unix(sockets.path())));
    }

    @Test
    void theAuthoriserOfTheServerIsEnough() {
        verifyServed(clientOf(sockets.bind(server().tcp(HOST, 0).authorise(ANYONE))));
    }

    @Test
    void anAuthoriserIsToldWhereThePeerComesFrom() {
        List<PeerIdentity> asked = new CopyOnWriteArrayList<>();
        MuxConnection mux = sockets.connect(clientOf(sockets.bind(server().tcp(HOST, 0, peer -> {
            asked.add(peer);
            return Mono.just(true);
        }))));
        Channel client = sockets.connected().get(0);
        assertThat(asked).singleElement().satisfies(peer -> {
            assertThat(peer.transport()).isEqualTo(sockets.transport());
            assertThat(peer.remoteAddress()).contains((InetSocketAddress) client.localAddress());
            assertThat(peer.credentials()).isEmpty();
            assertThat(peer.tls()).isEmpty();
            assertThat(peer.certificate()).isEmpty();
        });
        assertThat(mux.peer().identity().remoteAddress()).contains((InetSocketAddress) client.remoteAddress());
    }

    @Test
    void aUserIsNotKnownOverTcp() {
        assertUnauthorised(clientOf(sockets.bind(server().tcp(HOST, 0, PeerAuthoriser.sameUser()))));
    }

    private void assertUnauthorised(MuxClient client) {
        assertThatThrownBy(() -> sockets.connect(client))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHORISED));
    }

    @Test
    void oneServerListensOnUnixSocketsAndTcpAtOnce() {
        MuxBinding binding = sockets.bind(server().unix(sockets.path())
                .tcp(HOST, 0, ANYONE)
                .unix(sockets.path("b"))
                .tcp(HOST, 0, ANYONE));
        assertThat(binding.addresses()).hasSize(4).doesNotHaveDuplicates();
        assertThat(binding.addresses().get(0)).isEqualTo(sockets.path().toString());
        verifyServed(sockets.clientWithoutAddress().unix(sockets.path()));
        verifyServed(sockets.clientWithoutAddress().unix(sockets.path("b")));
        verifyServed(clientOf(binding));
        assertThat(binding.connections()).hasSize(3);
    }

    @Test
    void eachAddressMayHaveAnAuthoriserOfItsOwn() {
        MuxBinding binding = sockets.bind(server().authorise(PeerAuthoriser.users())
                .unix(sockets.path().toString(), PeerAuthoriser.sameUser())
                .unix(sockets.path("b"))
                .tcp(HOST, 0, ANYONE));
        verifyServed(sockets.clientWithoutAddress().unix(sockets.path()));
        verifyServed(clientOf(binding));
        assertUnauthorised(sockets.clientWithoutAddress().unix(sockets.path("b")));
    }

    @Test
    void theEndIsThatOfAllAddresses() {
        MuxBinding binding = sockets.bind(server().unix(sockets.path()).tcp(HOST, 0, ANYONE));
        MuxConnection local = sockets.connect(sockets.clientWithoutAddress().unix(sockets.path()));
        MuxConnection remote = sockets.connect(clientOf(binding));
        StepVerifier.create(binding.shutdown(Duration.ofSeconds(1))).verifyComplete();
        StepVerifier.create(local.onClose()).verifyComplete();
        StepVerifier.create(remote.onClose()).verifyComplete();
        assertThat(sockets.path()).doesNotExist();
        verifyUnusable(clientOf(binding).connect(), Reason.NO_SERVER, HOST);
    }

    @Test
    void ifOneAddressCannotBeBoundNoneIs() {
        MuxBinding first = sockets.bind(server().tcp(HOST, 0, ANYONE));
        MuxServer second = server().unix(sockets.path()).tcp(HOST, Sockets.portOf(first), ANYONE);
        verifyUnusable(second.bind(), Reason.IN_USE, first.addresses().get(0));
        assertThat(sockets.path()).doesNotExist();
    }
}
