package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactivemux.reactor.Endpoints.verifyUnusable;
import static org.reactivemux.reactor.Messages.utf8;

import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ConnectionException;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.PeerIdentity;
import org.reactivemux.Transport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.netty.tcp.SslProvider;
import reactor.netty.tcp.SslProvider.SslContextSpec;
import reactor.netty.tcp.TcpSslContextSpec;
import reactor.test.StepVerifier;

/** TLS and mutual TLS: who is trusted, and what those hear who are not. */
@EachTransport
class TlsTest {
    private static final String HOST = Certificates.HOST;
    private static final int SEVERAL = 5;
    private static final MuxOptions HURRIED =
            MuxOptions.builder().handshakeTimeout(Duration.ofMillis(200)).build();

    @AutoClose
    private final Sockets sockets;

    private final AtomicInteger heard = new AtomicInteger();

    TlsTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    private MuxServer server() {
        return sockets.serverWithoutAddress().handle("heard", channel -> Mono.fromRunnable(heard::incrementAndGet));
    }

    private MuxServer open() {
        return server().secure(Certificates.ofServer()).tcp(HOST, 0, PeerAuthoriser.anyone());
    }

    private MuxServer mutual() {
        return server().secure(Certificates.ofServerThatAsksClients()).tcp(HOST, 0);
    }

    private MuxClient client(Consumer<? super SslContextSpec> tls) {
        return plainClient().secure(tls);
    }

    private MuxClient plainClient() {
        return sockets.clientWithoutAddress().tcp(HOST, sockets.port().orElseThrow());
    }

    private void verifyNobodyWasHeard(MuxBinding binding) {
        assertThat(binding.connections()).isEmpty();
        assertThat(heard).hasValue(0);
    }

    @Test
    void messagesOfAllSizesGoBothWays() {
        sockets.bind(open());
        MuxConnection mux = sockets.connect(client(Certificates.trustingServer()));
        StepVerifier.create(mux.exchange(
                        Sockets.ECHO, Flux.just(utf8("small"), ByteBuffer.allocate(0), ByteBuffer.allocate(5 << 20))))
                .expectNext(utf8("small"), ByteBuffer.allocate(0), ByteBuffer.allocate(5 << 20))
                .verifyComplete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothSidesKnowWhatWasAgreed(String version) {
        sockets.bind(open());
        MuxConnection mux = sockets.connect(client(Certificates.client(context -> context.protocols(version))));
        for (MuxConnection end : new MuxConnection[] {mux, sockets.otherEndOf(mux)}) {
            assertThat(end.peer().identity().tls())
                    .hasValueSatisfying(
                            session -> assertThat(session.getProtocol()).isEqualTo(version));
        }
        assertThat(mux.peer().identity().certificate())
                .hasValueSatisfying(certificate -> assertThat(
                                certificate.getSubjectX500Principal().getName())
                        .isEqualTo("CN=server"));
    }

    @Test
    void aServerThatIsNotTrustedIsNotSpokenTo() {
        MuxBinding binding = sockets.bind(open());
        verifyUnusable(plainClient().secure().connect(), Reason.TLS, HOST, "certif");
        MuxConnection insisting = sockets.keep(plainClient().secure().reconnect());
        verifyUnusable(insisting.open(ChannelSpec.named(Sockets.ECHO)), Reason.TLS, HOST, "certif");
        verifyNobodyWasHeard(binding);
    }

    @Test
    void aCertificateIsForItsHostOnly() {
        MuxBinding binding = sockets.bind(open());
        MuxClient elsewhere = sockets.clientWithoutAddress()
                .tcp("localhost", Sockets.portOf(binding))
                .secure(Certificates.trustingServer());
        verifyUnusable(elsewhere.connect(), Reason.TLS, "localhost");
        verifyNobodyWasHeard(binding);
    }

    @Test
    void aServerWithoutTlsIsNotMistakenForOne() {
        sockets.bind(server().tcp(HOST, 0, PeerAuthoriser.anyone()));
        verifyUnusable(client(Certificates.trustingServer()).connect(), Reason.TLS, "does not speak TLS");
    }

    @Test
    void aClientWithoutTlsIsNotHeard() {
        MuxBinding binding = sockets.bind(open());
        verifyUnusable(plainClient().connect(), Reason.OTHER, HOST, "asks for TLS");
        verifyNobodyWasHeard(binding);
    }

    @Test
    void aClientWithACertificateIsLetInAndKnown() {
        sockets.bind(mutual());
        MuxConnection mux = sockets.connect(client(Certificates.ofAlice()));
        Sockets.roundTrip(mux);
        PeerIdentity alice = sockets.otherEndOf(mux).peer().identity();
        assertThat(alice.certificate())
                .hasValueSatisfying(certificate -> assertThat(
                                certificate.getSubjectX500Principal().getName())
                        .isEqualTo("CN=alice"));
    }

    @Test
    void aClientWithoutACertificateIsToldThatTlsDoesNotLetItIn() {
        MuxBinding binding = sockets.bind(mutual());
        assertRefusedByTls(client(Certificates.trustingServer()));
        verifyNobodyWasHeard(binding);
    }

    @Test
    void aClientWhomSomebodyElseHasCertifiedIsToldTheSame() {
        MuxBinding binding = sockets.bind(mutual());
        assertRefusedByTls(client(Certificates.ofMallory()));
        verifyNobodyWasHeard(binding);
    }

    /** With TLS 1.3 the client has done its part of the handshake when the server looks at the certificate. */
    private void assertRefusedByTls(MuxClient client) {
        for (int n = 0; n < SEVERAL; n++) {
            verifyUnusable(client.connect(), Reason.TLS, HOST);
        }
    }

    @Test
    void aServerThatAsksNobodyForACertificateLetsInNobodyUnlessItSaysSo() {
        MuxBinding binding =
                sockets.bind(server().secure(Certificates.ofServer()).tcp(HOST, 0));
        assertUnauthorised(client(Certificates.trustingServer()));
        verifyNobodyWasHeard(binding);
    }

    private void assertUnauthorised(MuxClient client) {
        assertThatThrownBy(() -> sockets.connect(client))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHORISED));
    }

    @Test
    void anAuthoriserMayPickAmongThoseWithACertificate() {
        sockets.bind(mutual().authorise(PeerAuthoriser.certified(
                certificate -> certificate.getSubjectX500Principal().getName().equals("CN=bob"))));
        assertUnauthorised(client(Certificates.ofAlice()));
    }

    /** What comes with the end of the handshake has been read already, and waits all the same (H-11). */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whatAClientSaysBeforeItIsLetInIsHeardAfterwards(String version) {
        Sinks.One<Boolean> decision = Sinks.one();
        sockets.bind(server().secure(Certificates.ofServer())
                .tcp(HOST, 0, peer -> decision.asMono().publishOn(Schedulers.parallel())));
        var connecting = client(Certificates.client(context -> context.protocols(version)))
                .connect()
                .toFuture();
        Eventually.assertThatSoon(sockets::connected, connected -> connected.size() == 1, "connected");
        Eventually.assertThatSoon(sockets::accepted, accepted -> accepted.size() == 1, "accepted");
        Eventually.assertThatSoon(
                () -> sockets.accepted().get(0).pipeline().get("mux held back"), Objects::nonNull, "at the entrance");
        Sockets.settle(sockets.connected().get(0));
        Sockets.settle(sockets.accepted().get(0));
        assertThat(connecting).isNotDone();
        decision.tryEmitValue(true);
        Sockets.roundTrip(sockets.keep(connecting.join()));
    }

    /** L-11: those who never get as far as a connection count too. */
    @Test
    void thereAreNoMoreHandshakesUnderWayThanThereMayBeConnections() throws IOException {
        MuxBinding binding = sockets.bind(open().maxConnections(2));
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Sockets.portOf(binding));
        try (Socket first = new Socket();
                Socket second = new Socket();
                Socket third = new Socket()) {
            first.connect(address);
            second.connect(address);
            Eventually.assertThatSoon(sockets::accepted, accepted -> accepted.size() == 2, "accepted");
            third.connect(address);
            third.setSoTimeout((int) PatientVerifiers.PATIENCE.toMillis());
            assertThat(third.getInputStream().read()).as("the end").isEqualTo(-1);
            assertThat(sockets.accepted().get(0).isOpen()).isTrue();
            assertThat(sockets.accepted().get(1).isOpen()).isTrue();
        }
        Eventually.assertThatSoon(
                () -> sockets.accepted().stream().noneMatch(Channel::isOpen), gone -> gone, "there is room again");
        Sockets.roundTrip(sockets.connect(client(Certificates.trustingServer())));
    }

    @Test
    void aHandshakeThatIsNotBegunHasItsTime() throws IOException {
        MuxBinding binding = sockets.bind(open().options(HURRIED));
        try (Socket silent = connectedTo(binding)) {
            assertThat(silent.getInputStream().read()).as("the end").isEqualTo(-1);
        }
    }

    @Test
    void aHandshakeThatIsNotAnsweredHasItsTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MuxClient client = sockets.clientWithoutAddress()
                    .tcp(HOST, silent.getLocalPort())
                    .secure(Certificates.trustingServer())
                    .options(HURRIED);
            verifyUnusable(client.connect(), Reason.TLS, HOST, "timed out");
        }
    }

    @Test
    void aHandshakeEndsWithItsServer() throws IOException {
        MuxBinding binding = sockets.bind(open());
        try (Socket silent = connectedTo(binding)) {
            Eventually.assertThatSoon(sockets::accepted, accepted -> accepted.size() == 1, "accepted");
            binding.dispose();
            assertThat(silent.getInputStream().read()).as("the end").isEqualTo(-1);
        }
    }

    private static Socket connectedTo(MuxBinding binding) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), Sockets.portOf(binding));
        socket.setSoTimeout((int) PatientVerifiers.PATIENCE.toMillis());
        return socket;
    }

    @Test
    void aMistakeInTheSettingsShowsWhereItWasMade() throws NoSuchAlgorithmException {
        KeyManagerFactory withoutKeys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        SslProvider.GenericSslContextSpec<?> mistaken = TcpSslContextSpec.forServer(withoutKeys);
        assertThatThrownBy(() -> MuxServer.create().secure(spec -> spec.sslContext(mistaken)))
                .isInstanceOfSatisfying(
                        EndpointException.class,
                        mistake -> assertThat(mistake.reason()).isEqualTo(Reason.TLS));
    }

    @Test
    void anEndInGoodOrderIsOneForBoth() {
        sockets.bind(open());
        MuxConnection mux = sockets.connect(client(Certificates.trustingServer()));
        MuxConnection otherEnd = sockets.otherEndOf(mux);
        StepVerifier.create(mux.shutdown(PatientVerifiers.PATIENCE)).verifyComplete();
        StepVerifier.create(otherEnd.onClose()).verifyComplete();
    }

    /** K-17: TLS or not, the last words arrive. */
    @Test
    void theReasonOfAnAbruptEndArrives() {
        sockets.bind(open());
        MuxConnection mux = sockets.connect(client(Certificates.trustingServer()));
        MuxConnection otherEnd = sockets.otherEndOf(mux);
        mux.dispose();
        StepVerifier.create(otherEnd.onClose())
                .verifyErrorSatisfies(error ->
                        assertThat(((ConnectionException) error).code()).isEqualTo(ErrorCode.CANCELLED));
    }
}
