package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.MuxOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/**
 * Whoever opens channels and gives them up at once has handlers begin their work and no channel that counts. So the
 * handlers that still run are bounded by themselves, at twice the channels that may be open.
 */
class LingeringHandlersTest {
    private static final int MOST = 4;

    private final ArrayDeque<Sinks.Empty<Void>> working = new ArrayDeque<>();
    private final MuxPair pair = MuxPair.create(MuxPair.end()
            .options(MuxOptions.builder().maxChannels(MOST).build())
            .handle("job", channel -> {
                Sinks.Empty<Void> work = Sinks.empty();
                working.add(work);
                return work.asMono();
            }));

    private Flux<ByteBuffer> job() {
        return pair.client().exchange("job", Flux.empty());
    }

    private void openAndGiveUp(int times) {
        for (int n = 0; n < times; n++) {
            job().subscribe(answer -> {}, refusal -> {}).dispose();
        }
    }

    @Test
    void noMoreOfThemRunThanTwiceTheChannels() {
        openAndGiveUp(1_000);

        assertThat(working).hasSize(2 * MOST);
        StepVerifier.create(job())
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                ChannelRefusedException.class,
                                refused -> assertThat(refused.retrySafe()).isTrue()));
    }

    @Test
    void oneThatEndsMakesRoomForAnother() {
        openAndGiveUp(1_000);
        working.remove().tryEmitEmpty().orThrow();
        openAndGiveUp(1);

        assertThat(working).hasSize(2 * MOST);
    }
}
