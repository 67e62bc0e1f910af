package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxPair;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A channel that is open and read on both sides, and says nothing, costs no more than 512 bytes of heap on each. */
class IdleChannelMemoryTest {
    private static final long MOST_BYTES = 2 * 512;
    private static final long SURELY_BYTES = 2 * 64; // or nothing was measured
    private static final int CHANNELS = 20_000;
    private static final int ONE_AFTER_ANOTHER = 1;
    private static final String IDLE = "idle";

    private final MuxPair pair = joined();

    /** Reads any number of channels, so that it does not count as theirs. */
    private enum Listener implements CoreSubscriber<ByteBuffer> {
        INSTANCE;

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer message) {
            throw new IllegalStateException("an idle channel has spoken");
        }

        @Override
        public void onError(Throwable cause) {
            // the pair was closed with the channel open
        }

        @Override
        public void onComplete() {
            // the same in good order
        }
    }

    private static MuxPair joined() {
        MuxPair.End end = MuxPair.end()
                .options(MuxOptions.builder()
                        .maxChannels(1 + CHANNELS)
                        .initialWindow(1_024)
                        .build());
        return MuxPair.create(end, end.handle(IDLE, channel -> {
            listen(channel);
            return Mono.never();
        }));
    }

    private static void listen(MuxChannel channel) {
        channel.receive().subscribe(Listener.INSTANCE);
    }

    @AfterEach
    void close() {
        pair.client().dispose();
    }

    private void open(int channels, int atATime) {
        ChannelSpec idle = ChannelSpec.named(IDLE);
        Flux.range(0, channels)
                .flatMap(number -> pair.client().open(idle), atATime)
                .doOnNext(IdleChannelMemoryTest::listen)
                .blockLast();
    }

    private void assertSlim(int atATime) {
        open(1, 1); // what is loaded and cached by that stays
        Footprint before = Footprint.now();

        open(CHANNELS, atATime);

        long each = (Footprint.now().heap() - before.heap()) / CHANNELS;
        assertThat(each)
                .as("bytes of heap for an idle channel, both sides together")
                .isBetween(SURELY_BYTES, MOST_BYTES);
        assertThat(pair.client().snapshot().channels()).hasSize(1 + CHANNELS);
        assertThat(pair.server().snapshot().channels()).hasSize(1 + CHANNELS);
    }

    @Test
    void channelsOpenedOneAfterAnotherAreSlim() {
        assertSlim(ONE_AFTER_ANOTHER);
    }

    @Test
    void channelsOpenedAllAtOnceAreNoFatter() {
        assertSlim(CHANNELS);
    }
}
