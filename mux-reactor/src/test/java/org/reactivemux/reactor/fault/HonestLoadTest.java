package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.Eventually;
import org.reactivemux.reactor.SignalLog;
import org.reactivemux.reactor.Sockets;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a correct peer may do within the default limits, however much of it comes at once: L-3, L-10. */
@EachTransport
class HonestLoadTest {
    private static final int CHANNELS = 10_000;
    private static final MuxOptions MANY_CHANNELS =
            MuxOptions.builder().maxChannels(CHANNELS).initialWindow(1_024).build();

    @AutoClose
    private final Sockets sockets;

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final MuxConnection mux;
    private final SignalLog<Void> closed;

    HonestLoadTest(Transport transport) {
        sockets = new Sockets(transport);
        Flux<ByteBuffer> emptyMessages = Flux.generate(sink -> sink.next(ByteBuffer.allocate(0)));
        sockets.bind(sockets.server()
                .options(MANY_CHANNELS)
                .handle("hold", channel -> {
                    begun.incrementAndGet();
                    return Mono.<Void>never().doOnCancel(cancelled::incrementAndGet);
                })
                .handle("empty messages", channel -> channel.send(emptyMessages)));
        mux = sockets.connect(sockets.client().options(MANY_CHANNELS));
        closed = SignalLog.of(mux.onClose());
    }

    private List<Disposable> openAll() {
        List<Disposable> exchanges = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            exchanges.add(mux.exchange("hold", Flux.never()).subscribe());
        }
        return exchanges;
    }

    @Test
    void tenThousandOpenChannelsMayBeCancelledAtOnce() {
        List<Disposable> exchanges = openAll();
        Eventually.assertThatSoon(begun::get, count -> count == CHANNELS, "handlers begun");

        exchanges.forEach(Disposable::dispose);

        Eventually.assertThatSoon(cancelled::get, count -> count == CHANNELS, "handlers cancelled");
        Sockets.roundTrip(mux);
        assertThat(closed.isOpen()).isTrue();
    }

    @Test
    void tenThousandChannelsMayBeCancelledBeforeTheyAreAnswered() {
        openAll().forEach(Disposable::dispose);

        Sockets.roundTrip(mux);
        Eventually.assertThatSoon(() -> begun.get() - cancelled.get(), running -> running == 0, "handlers running");
        assertThat(closed.isOpen()).isTrue();
    }

    @Test
    void anEndlessStreamOfEmptyMessagesMayBeCancelled() {
        AtomicInteger received = new AtomicInteger();
        mux.exchange("empty messages", Flux.never())
                .takeUntil(message -> received.incrementAndGet() == CHANNELS)
                .blockLast(PATIENCE);

        Sockets.roundTrip(mux);
        assertThat(closed.isOpen()).isTrue();
    }
}
