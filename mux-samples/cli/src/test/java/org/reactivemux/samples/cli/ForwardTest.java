package org.reactivemux.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.samples.cli.forward.TcpTransport;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

/** TCP through {@code mux forward} and {@code mux serve --forward} is as TCP is without them. */
@Timeout(90)
@ParameterizedClass
@MethodSource("transports")
class ForwardTest {
    private static final long PATIENCE_SECONDS = 60;
    private static final int MIB = 1 << 20;

    @TempDir
    Path directory;

    private final String transport;

    ForwardTest(String transport) {
        this.transport = transport;
    }

    static Stream<String> transports() {
        return TcpTransport.best() == TcpTransport.EPOLL ? Stream.of("epoll", "nio") : Stream.of("nio");
    }

    private Detour to(ServerSocket server) throws Exception {
        return Detour.to(server.getLocalPort(), directory, transport);
    }

    private static void say(Socket to, String words) throws IOException {
        to.getOutputStream().write(words.getBytes(UTF_8));
    }

    private static String hear(Socket from, int length) throws IOException {
        return new String(from.getInputStream().readNBytes(length), UTF_8);
    }

    private static String hearOut(Socket from) throws IOException {
        return new String(from.getInputStream().readAllBytes(), UTF_8);
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static void hangUp(Socket socket) throws IOException {
        socket.close();
    }

    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void aClientThatHasEndedItsOutputGetsItsAnswer() throws Exception {
        try (ServerSocket server = Detour.listen();
                Detour detour = to(server);
                Socket client = detour.connect();
                Socket served = Detour.accept(server)) {
            say(client, "a question");
            client.shutdownOutput();
            assertThat(hearOut(served)).isEqualTo("a question");
            say(served, "an answer");
            hangUp(served);
            assertThat(hearOut(client)).isEqualTo("an answer");
            detour.assertQuiet();
        }
    }

    @Test
    void aServerThatHasEndedItsOutputIsStillTold() throws Exception {
        try (ServerSocket server = Detour.listen();
                Detour detour = to(server);
                Socket client = detour.connect();
                Socket served = Detour.accept(server)) {
            say(served, "welcome and good-bye");
            served.shutdownOutput();
            assertThat(hearOut(client)).isEqualTo("welcome and good-bye");
            say(client, "the last word");
            hangUp(client);
            assertThat(hearOut(served)).isEqualTo("the last word");
            detour.assertQuiet();
        }
    }

    @Test
    void aServerThatSpeaksFirstIsHeard() throws Exception {
        try (ServerSocket server = Detour.listen();
                Detour detour = to(server);
                Socket client = detour.connect();
                Socket served = Detour.accept(server)) {
            say(served, "hello");
            assertThat(hear(client, 5)).isEqualTo("hello");
        }
    }

    @Test
    void aResetByTheClientIsOneForTheServer() throws Exception {
        try (ServerSocket server = Detour.listen();
                Detour detour = to(server);
                Socket client = detour.connect();
                Socket served = Detour.accept(server)) {
            say(client, "x");
            assertThat(hear(served, 1)).isEqualTo("x");
            reset(client);
            assertReset(served);
            detour.assertQuiet();
        }
    }

    @Test
    void aResetByTheServerIsOneForTheClient() throws Exception {
        try (ServerSocket server = Detour.listen();
                Detour detour = to(server);
                Socket client = detour.connect();
                Socket served = Detour.accept(server)) {
            say(served, "half of what ");
            assertThat(hear(client, 13)).isEqualTo("half of what ");
            reset(served);
            assertReset(client);
            detour.assertQuiet();
        }
    }

    @Test
    void aServerThatIsResetWhileItIsWrittenToResetsTheClient() throws Exception {
        try (ServerSocket server = Detour.listen();
                Detour detour = to(server);
                Socket client = detour.connect();
                Socket served = Detour.accept(server)) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeForEver(client));
            assertThat(served.getInputStream().readNBytes(MIB)).hasSize(MIB);
            reset(served);
            assertThatThrownBy(() -> writing.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(SocketException.class); // the kernel says so once
        }
    }

    @Test
    void aServerThatAnswersAClientWhichHasGoneIsTold() throws Exception {
        try (ServerSocket server = Detour.listen();
                Detour detour = to(server);
                Socket client = detour.connect();
                Socket served = Detour.accept(server)) {
            say(client, "a question");
            client.shutdownOutput();
            assertThat(hearOut(served)).isEqualTo("a question");
            reset(client);
            assertThatThrownBy(() -> writeForEver(served)).hasRootCauseInstanceOf(SocketException.class);
            detour.assertQuiet();
        }
    }

    private static void writeForEver(Socket to) {
        byte[] block = new byte[1 << 16];
        try {
            while (true) {
                to.getOutputStream().write(block);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatWasSentBeforeTheServerStoppedListeningArrives() throws Exception {
        try (ServerSocket server = Detour.listen();
                Detour detour = to(server);
                Socket client = detour.connect();
                Socket served = Detour.accept(server)) {
            say(client, "a request that is not read");
            served.getOutputStream().write(new byte[100_000]);
            served.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).hasSize(100_000);
            detour.assertQuiet();
        }
    }

    @Test
    void manyMegabytesPassBothWaysAtOnce() throws Exception {
        byte[] there = random(24 * MIB, 1);
        byte[] back = random(24 * MIB, 2);
        try (ServerSocket server = Detour.listen();
                Detour detour = to(server);
                Socket client = detour.connect();
                Socket served = Detour.accept(server)) {
            CompletableFuture<byte[]> arrived = transfer(there, client, served);
            CompletableFuture<byte[]> returned = transfer(back, served, client);
            assertThat(arrived.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(there);
            assertThat(returned.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(back);
            detour.assertQuiet();
        }
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static CompletableFuture<byte[]> transfer(byte[] bytes, Socket from, Socket to) {
        CompletableFuture.runAsync(() -> {
            try {
                from.getOutputStream().write(bytes);
                from.shutdownOutput();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        return CompletableFuture.supplyAsync(() -> {
            try {
                return to.getInputStream().readAllBytes();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void aReaderThatStopsStopsTheWriterAtTheOtherEnd() throws Exception {
        int offered = 128 * MIB;
        try (ServerSocket server = Detour.listen();
                Detour detour = to(server);
                SocketChannel client = SocketChannel.open()) {
            client.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 16);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), detour.port()));
            try (Socket served = Detour.accept(server)) {
                long written = writeUntilStuck(client, offered);
                // What the kernel holds for three sockets, and in between eight messages and a window.
                assertThat(written).isLessThan(offered / 3);
                client.shutdownOutput();
                assertThat(count(served.getInputStream())).isEqualTo(written);
            }
            detour.assertQuiet();
        }
    }

    /** Until nothing was taken for half a second. */
    private static long writeUntilStuck(SocketChannel to, int most) throws IOException {
        to.configureBlocking(false);
        long written = 0;
        long lastProgress = System.nanoTime();
        while (written < most && System.nanoTime() - lastProgress < TimeUnit.MILLISECONDS.toNanos(500)) {
            int taken = to.write(ByteBuffer.allocate(1 << 16));
            written += taken;
            if (taken > 0) {
                lastProgress = System.nanoTime();
            } else {
                Thread.onSpinWait();
            }
        }
        to.configureBlocking(true);
        return written;
    }

    private static long count(InputStream in) throws IOException {
        long count = 0;
        byte[] block = new byte[1 << 16];
        for (int read; (read = in.read(block)) >= 0; ) {
            count += read;
        }
        return count;
    }

    @Test
    void moreConnectionsThanOneConnectionHasChannelsAreCarriedAtATime() throws Exception {
        int many = 1_500;
        DisposableServer echo = TcpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((in, out) -> out.send(in.receive().retain()))
                .bindNow();
        List<Socket> clients = new ArrayList<>();
        try (Detour detour = Detour.to(echo.port(), directory, transport)) {
            for (int i = 0; i < many; i++) {
                clients.add(detour.connect());
            }
            for (int i = 0; i < many; i++) {
                say(clients.get(i), "%08d".formatted(i));
            }
            for (int i = 0; i < many; i++) {
                assertThat(hear(clients.get(i), 8)).isEqualTo("%08d".formatted(i));
            }
            detour.assertQuiet();
            for (Socket client : clients) {
                hangUp(client);
            }
        } finally {
            echo.disposeNow();
        }
    }

    @Test
    void aTargetThatCannotBeReachedIsAResetAndALineOnEachSide() throws Exception {
        int port = Detour.freePort();
        try (Detour detour = Detour.to(port, directory, transport);
                Socket client = detour.connect()) {
            assertReset(client);
            Eventually.holds(
                    "both have told of it", () -> !detour.forwarding().err().isEmpty());
            assertThat(detour.serving().err())
                    .isEqualTo("mux: cannot forward 'target' to 127.0.0.1:%d: Connection refused%n".formatted(port));
            assertThat(detour.forwarding().err())
                    .isEqualTo(
                            "mux: a connection to 'target' has failed: the server cannot reach what 'target' stands for: "
                                    + "Connection refused%n".formatted());
        }
    }

    @Test
    void aServerThatComesBackIsConnectedToAnew() throws Exception {
        String socket = directory.resolve("mux.sock").toString();
        try (ServerSocket server = Detour.listen()) {
            Serving first = Detour.serve(server.getLocalPort(), socket, transport);
            try (Serving forwarding = Detour.forward(socket, transport)) {
                first.close();
                try (Socket client = Detour.connect(Detour.port(forwarding))) {
                    assertReset(client);
                }
                Eventually.holds("it was told of", () -> forwarding.err().contains("no server"));
                try (Serving second = Detour.serve(server.getLocalPort(), socket, transport);
                        Socket client = Detour.connect(Detour.port(forwarding));
                        Socket served = Detour.accept(server)) {
                    say(client, "again");
                    assertThat(hear(served, 5)).isEqualTo("again");
                    assertThat(second.err()).isEmpty();
                }
            }
        }
    }

    @Test
    void aServerThatIsToldToEndLetsConnectionsFinishWithinTheGrace() throws Exception {
        String socket = directory.resolve("mux.sock").toString();
        try (ServerSocket server = Detour.listen();
                Serving serving = Serving.with(
                        "--socket", socket, "--grace", "30", "--forward", "target=127.0.0.1:" + server.getLocalPort());
                Serving forwarding = Detour.forward(socket, transport);
                Socket client = Detour.connect(Detour.port(forwarding));
                Socket served = Detour.accept(server)) {
            CompletableFuture<Integer> stopping = CompletableFuture.supplyAsync(() -> stop(serving));
            Eventually.holds(
                    "the socket is given up", () -> !TestFiles.names(directory).contains("mux.sock"));
            say(client, "still here");
            client.shutdownOutput();
            assertThat(hearOut(served)).isEqualTo("still here");
            hangUp(served);
            assertThat(hearOut(client)).isEmpty();
            assertThat(stopping.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void aForwarderThatIsToldToEndResetsWhatGoesOnAfterTheGrace() throws Exception {
        try (ServerSocket server = Detour.listen();
                Detour detour = to(server);
                Socket client = detour.connect();
                Socket served = Detour.accept(server)) {
            say(served, "half");
            assertThat(hear(client, 4)).isEqualTo("half");
            assertThat(detour.forwarding().stop()).isZero();
            assertReset(client);
            assertReset(served);
        }
    }

    private static int stop(Serving serving) {
        try {
            return serving.stop();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
