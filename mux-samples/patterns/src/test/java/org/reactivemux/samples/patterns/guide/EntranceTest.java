package org.reactivemux.samples.patterns.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A server that asks who is there. */
class EntranceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void aPeerThatTheDirectoryDoesNotKnowIsRefused() {
        Path socket = directory.resolve("mux.sock");
        MuxBinding binding = Entrance.asking(MuxServer.create().unix(socket), peer -> Mono.just(peer.isEmpty()))
                .bind()
                .block(PATIENCE);

        StepVerifier.create(MuxClient.create().unix(socket).connect())
                .expectErrorSatisfies(
                        refusal -> assertThat(((MuxException) refusal).code()).isEqualTo(ErrorCode.UNAUTHORISED))
                .verify(PATIENCE);

        binding.dispose();
        binding.onDispose().block(PATIENCE); // then nothing of it is left in the directory
    }
}
