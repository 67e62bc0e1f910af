package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.MuxException;
import reactor.test.StepVerifier;

/** A connection that never came to be has carried nothing: MuxException.retrySafe() must say so. */
@OverSockets
class ConnectRetrySafeTest {
    @TempDir
    Path directory;

    @Test
    void aConnectThatTheServerEndsIsSafeToTryAgain() throws Exception {
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            CompletableFuture.runAsync(() -> {
                try {
                    server.accept().close();
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            StepVerifier.create(MuxClient.create().unix(path).connect())
                    .verifyErrorSatisfies(failure ->
                            assertThat(((MuxException) failure).retrySafe()).isTrue());
        }
    }
}
