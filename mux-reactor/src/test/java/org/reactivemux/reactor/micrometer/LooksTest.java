package org.reactivemux.reactor.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.PeerInfo;
import org.reactivemux.reactor.MuxPair;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reading all meters is one look at each connection. */
class LooksTest {
    private final Metered metered = new Metered();
    private final LookedAt connection = new LookedAt(MuxPair.create(MuxPair.end()).client(), new AtomicInteger());

    private record LookedAt(MuxConnection behind, AtomicInteger looks) implements MuxConnection {
        @Override
        public ConnectionSnapshot snapshot() {
            looks.incrementAndGet();
            return behind.snapshot();
        }

        @Override
        public Mono<MuxChannel> open(ChannelSpec spec) {
            return behind.open(spec);
        }

        @Override
        public Flux<ByteBuffer> exchange(ChannelSpec spec, Publisher<? extends ByteBuffer> outbound) {
            return behind.exchange(spec, outbound);
        }

        @Override
        public PeerInfo peer() {
            return behind.peer();
        }

        @Override
        public Mono<Void> shutdown(Duration grace) {
            return behind.shutdown(grace);
        }

        @Override
        public Mono<Void> onClose() {
            return behind.onClose();
        }

        @Override
        public void dispose() {
            behind.dispose();
        }
    }

    private void readAll() {
        metered.all()
                .forEach(meter -> meter.measure().forEach(measured -> assertThat(measured.getValue()).isNotEqualTo(-1)));
    }

    @Test
    void allMetersShareOne() {
        metered.meters().established(connection);
        int before = connection.looks().get();
        readAll();
        assertThat(metered.all()).hasSizeGreaterThan(40);
        assertThat(connection.looks().get() - before).isEqualTo(1);
    }

    @Test
    void thereAreAtMostTenASecond() {
        metered.meters().established(connection);
        int before = connection.looks().get();
        for (int n = 0; n < 100; n++) {
            readAll();
            metered.pass(Duration.ofMillis(10));
        }
        assertThat(connection.looks().get() - before).isEqualTo(10);
    }

    @Test
    void aConnectionThatHasEndedIsNotLookedAtAnyMore() {
        metered.meters().established(connection);
        metered.meters().ended(connection, null);
        int before = connection.looks().get();
        metered.pass(Duration.ofSeconds(1));
        readAll();
        assertThat(connection.looks().get()).isEqualTo(before);
    }
}
