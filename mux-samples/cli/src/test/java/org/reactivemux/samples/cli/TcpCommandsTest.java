package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands over TCP: who is let in, who is not, and what people get wrong. ADR 9: strangers stay out. */
class TcpCommandsTest {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    @TempDir
    Path directory;

    private String socket;
    private Pem pem;

    @BeforeEach
    void prepare() throws Exception {
        socket = directory.resolve("mux.sock").toString();
        pem = Pem.in(directory);
    }

    private static String[] args(Object... parts) {
        return Arrays.stream(parts)
                .flatMap(part -> part instanceof Collection<?> several ? several.stream() : Stream.of(part))
                .map(Object::toString)
                .toArray(String[]::new);
    }

    /** Where it listens on TCP, the last of its addresses. */
    private static String port(Serving serving) {
        assertThat(serving.line()).matches("listening on (.*, )?127\\.0\\.0\\.1:\\d+");
        return serving.line().substring(serving.line().lastIndexOf(' ') + 1);
    }

    private static void assertEchoes(String... address) {
        Run run = Run.withInput("hello", args("connect", List.of(address)));
        run.assertFine();
        assertThat(run.out()).isEqualTo("hello\n");
    }

    @Test
    void oneServerListensOnASocketAndOnTcpForThoseWithACertificate() throws Exception {
        Path stored = Files.createDirectory(directory.resolve("stored"));
        try (Serving serving = Serving.with(args("--socket", socket, "--tcp", ":0", pem.all(), "--dir", stored))) {
            assertThat(serving.line()).startsWith("listening on " + socket + ", ");
            assertEchoes("--socket", socket);
            assertEchoes(args("--tcp", port(serving), pem.all()));
            Run.of(args("send", "--tcp", port(serving), pem.all(), pem.key())).assertFine();
            assertThat(serving.err()).isEmpty();
        }
        assertThat(stored.resolve("key.pem")).hasSameBinaryContentAs(pem.key());
    }

    @Test
    void whoHasNoCertificateOrNoTlsIsTurnedAway() throws Exception {
        try (Serving serving = Serving.with(args("--tcp", "127.0.0.1:0", pem.all()))) {
            Run.of(args("connect", "--tcp", port(serving), pem.trust())).assertFails(FAILED, port(serving));
            Run.of("connect", "--tcp", port(serving), "--no-tls").assertFails(FAILED);
            assertEchoes(args("--tcp", port(serving), pem.all()));
        }
    }

    @Test
    void aServerWhoseCertificateIsNotTrustedIsNotSpokenTo() throws Exception {
        Pem other = Pem.in(directory.resolve("other"));
        try (Serving serving = Serving.with(args("--tcp", ":0", pem.identity(), "--anyone"))) {
            assertEchoes(args("--tcp", port(serving), pem.trust()));
            Run.of(args("connect", "--tcp", port(serving), other.trust())).assertFails(FAILED, port(serving));
            Run.of("connect", "--tcp", port(serving)).assertFails(FAILED, port(serving));
        }
    }

    @Test
    void anyoneIsLetInWithoutTlsIfBothSidesAreToldSo() throws Exception {
        try (Serving serving = Serving.with("--tcp", ":0", "--anyone", "--transport", "nio")) {
            assertEchoes("--tcp", port(serving), "--no-tls");
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void connectionsAreForwardedOverTcpToo() throws Exception {
        try (ServerSocket target = Detour.listen();
                Serving serving = Serving.with(
                        args("--tcp", ":0", pem.all(), "--forward", "a=127.0.0.1:" + target.getLocalPort()));
                Serving forwarding = Serving.forwarding(
                        args("--tcp", port(serving), pem.all(), "--listen", ":0", "--to", "a", "--grace", "0.1"));
                Socket client = Detour.connect(Detour.port(forwarding));
                Socket accepted = Detour.accept(target)) {
            client.getOutputStream().write("there".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            assertThat(accepted.getInputStream().readAllBytes()).asString().isEqualTo("there");
            accepted.getOutputStream().write("back".getBytes(StandardCharsets.UTF_8));
            accepted.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("back");
        }
    }

    @Test
    void whatGoesOnIsNotToldOverTcpButShownWithItsPeers() throws Exception {
        try (Serving serving = Serving.with(args("--socket", socket, "--tcp", ":0", pem.all()));
                Serving client =
                        Serving.forwarding(args("--tcp", port(serving), pem.all(), "--listen", ":0", "--to", "echo"))) {
            Run.of(args("top", "--tcp", port(serving), pem.all(), "--once"))
                    .assertFails(FAILED, "'mux.top' is for the user who runs the server", "over TCP nobody knows");
            Run run = Run.of("top", "--socket", socket, "--once", "--interval", "0.1");
            run.assertFine();
            assertThat(run.out()).containsPattern(" 127\\.0\\.0\\.1:\\d+ ");
            assertThat(client.err()).isEmpty();
        }
    }

    @Test
    void nobodyListensOnThePort() throws Exception {
        String nowhere = "127.0.0.1:" + Detour.freePort();
        for (String command : List.of("connect", "top")) {
            Run.of(command, "--tcp", nowhere, "--no-tls").assertFails(FAILED, nowhere);
        }
    }

    @Test
    void filesAreNotWhatTheyShouldBe() {
        Path absent = directory.resolve("absent");
        Run.of(args("connect", "--tcp", ":1", "--tls-ca", absent)).assertFails(FAILED, "there is no " + absent);
        Run.of(args("connect", "--tcp", ":1", "--tls-ca", pem.key()))
                .assertFails(FAILED, "no certificates in PEM form");
        Run.of(args("connect", "--tcp", ":1", "--tls-cert", pem.key(), "--tls-key", pem.certificate()))
                .assertFails(
                        FAILED, "no certificate and its private key", pem.key().toString());
        Run.of(args("serve", "--tcp", ":0", "--anyone", "--tls-cert", pem.key(), "--tls-key", pem.certificate()))
                .assertFails(
                        FAILED, "no certificate and its private key", pem.key().toString());
    }

    @Test
    void theCommandLineLeavesOpenWhoMayConnectOrWhoIsTrusted() {
        String who = "who may connect over TCP?";
        Run.of("serve", "--tcp", ":0").assertFails(WRONG_USAGE, who, "--anyone", "mux serve --help");
        Run.of(args("serve", "--tcp", ":0", pem.identity())).assertFails(WRONG_USAGE, who);
        Run.of(args("serve", "--tcp", ":0", pem.trust())).assertFails(WRONG_USAGE, who);
        Run.of(args("serve", "--tcp", ":0", pem.all(), "--anyone"))
                .assertFails(WRONG_USAGE, "--anyone and --tls-ca exclude each other");
        Run.of("serve", "--socket", socket, "--anyone").assertFails(WRONG_USAGE, "are for --tcp");
        Run.of("serve", "--tcp", "1").assertFails(WRONG_USAGE, "--tcp", "'1'", "HOST:PORT");
        Run.of("connect", "--socket", socket, "--tcp", ":1").assertFails(WRONG_USAGE, "exclude each other");
        Run.of("connect", "--tcp", ":0").assertFails(WRONG_USAGE, "port 0");
        Run.of("connect", "--socket", socket, "--no-tls").assertFails(WRONG_USAGE, "are for --tcp");
        Run.of(args("connect", "--tcp", ":1", "--no-tls", pem.all())).assertFails(WRONG_USAGE, "exclude each other");
        Run.of("connect", "--tcp", ":1", "--tls-cert", "x").assertFails(WRONG_USAGE, "--tls-key", "go together");
        assertThat(Path.of(socket)).doesNotExist();
    }
}
