package org.reactivemux.samples.cli.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivemux.ChannelException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** One connection by the best transport, and a plain socket at its other end. */
@Timeout(60)
class TcpConnectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Tcp tcp = new Tcp(TcpTransport.best());
    private TcpListener listener;
    private Socket client;
    private TcpConnection connection;

    @BeforeEach
    void connect() throws Exception {
        CompletableFuture<TcpConnection> accepted = new CompletableFuture<>();
        listener = Objects.requireNonNull(
                tcp.listen(new HostAndPort("127.0.0.1", 0), accepted::complete).block());
        client = new Socket(InetAddress.getLoopbackAddress(), listener.address().port());
        client.setSoTimeout((int) PATIENCE.toMillis());
        connection = accepted.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Whatever happened, nothing is left open in the end. */
    @AfterEach
    void disconnect() throws Exception {
        connection.close();
        client.close();
        listener.close().block();
        tcp.allClosed().block(PATIENCE);
    }

    private static Mono<Void> watched(Mono<Void> sending) {
        Mono<Void> watched = sending.cache();
        watched.onErrorComplete().subscribe();
        return watched;
    }

    private void reset() throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    @Test
    void eachDirectionEndsForItself() throws Exception {
        client.getOutputStream().write("hello".getBytes(UTF_8));
        client.shutdownOutput();
        StepVerifier.create(
                        connection.receive().map(bytes -> UTF_8.decode(bytes).toString()))
                .expectNext("hello")
                .verifyComplete();
        Mono<Void> sending = watched(connection.send(Flux.just(UTF_8.encode("good-"), UTF_8.encode("bye"))));
        assertThat(new String(client.getInputStream().readAllBytes(), UTF_8)).isEqualTo("good-bye");
        StepVerifier.create(sending).verifyComplete();
        tcp.allClosed().block(PATIENCE);
    }

    @Test
    void aResetFailsBothDirections() throws Exception {
        Mono<Void> sending = watched(connection.send(Flux.never()));
        reset();
        StepVerifier.create(connection.receive())
                .expectErrorMatches(failure -> failure instanceof ChannelException known
                        && known.code().equals(TcpConnection.RESET))
                .verify(PATIENCE);
        StepVerifier.create(sending)
                .expectErrorMessage("the TCP connection was reset")
                .verify(PATIENCE);
    }

    @Test
    void aResetBehindTheEndOfTheInputFailsTheNextWrites() throws Exception {
        client.shutdownOutput();
        StepVerifier.create(connection.receive()).verifyComplete();
        Mono<Void> sending =
                watched(connection.send(Flux.interval(Duration.ofMillis(10)).map(tick -> ByteBuffer.allocate(1))));
        reset();
        StepVerifier.create(sending).expectError().verify(PATIENCE);
    }

    /** Epoll tells of a reset for as long as the socket is there, and here nobody writes, who would learn of it. */
    @Test
    void aResetBehindTheEndOfTheInputDoesNotKeepTheLoopBusy() throws Exception {
        client.shutdownOutput();
        StepVerifier.create(connection.receive()).verifyComplete();
        watched(connection.send(Flux.never()));
        reset();
        Duration before = busy();
        Mono.delay(Duration.ofMillis(500)).block();
        assertThat(busy().minus(before)).isLessThan(Duration.ofMillis(100));
    }

    /** The time that the event loops have had of the processor. */
    private static Duration busy() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("tcp-"))
                .map(thread -> Duration.ofNanos(threads.getThreadCpuTime(thread.getThreadId())))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void whatIsClosedBeforeItsEndIsReset() throws Exception {
        watched(connection.send(Flux.just(UTF_8.encode("half")).concatWith(Flux.never())));
        assertThat(client.getInputStream().readNBytes(4)).hasSize(4);
        connection.close();
        assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
    }

    @Test
    void aFailureOfWhatIsSentIsNotTakenForItsEnd() throws Exception {
        Mono<Void> sending = watched(connection
                .send(Flux.just(UTF_8.encode("half")).concatWith(Mono.error(new IOException("on purpose"))))
                .doFinally(end -> connection.close()));
        assertThatThrownBy(() -> client.getInputStream().readAllBytes()).hasMessageContaining("reset");
        StepVerifier.create(sending).expectErrorMessage("on purpose").verify(PATIENCE);
    }
}
