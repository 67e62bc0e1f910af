package org.reactivemux.reactor;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/** The subscriber behind {@code send} before the Reactive Streams TCK; {@link ReactiveStreamsTest} runs it. */
abstract class SendConformance extends SubscriberBlackboxVerification<ByteBuffer> {
    private static final long PATIENCE_MILLIS = 1_000;
    private static final long QUIET_MILLIS = 50;

    private final Supplier<ConnectedEnds> connecting;
    private @Nullable ConnectedEnds ends;

    SendConformance(Supplier<ConnectedEnds> connecting) {
        super(new TestEnvironment(PATIENCE_MILLIS, QUIET_MILLIS));
        this.connecting = connecting;
    }

    @BeforeClass
    public void connect() {
        ends = connecting.get();
    }

    @AfterClass
    public void disconnect() throws Exception {
        Objects.requireNonNull(ends, "ends").closing().close();
    }

    /** The one that the given publisher is asked to serve. The end of the sending is not looked at: each test has its own. */
    @Override
    @SuppressWarnings("unchecked") // a consumer of something above ByteBuffer consumes ByteBuffers
    public Subscriber<ByteBuffer> createSubscriber() {
        AtomicReference<@Nullable Subscriber<? super ByteBuffer>> behindSend = new AtomicReference<>();
        Objects.requireNonNull(ends, "ends")
                .open(ConnectedEnds.reading())
                .send(behindSend::set)
                .onErrorComplete()
                .subscribe();
        return (Subscriber<ByteBuffer>) Objects.requireNonNull(behindSend.get(), "send subscribes at once");
    }

    @Override
    public ByteBuffer createElement(int element) {
        return ConnectedEnds.message(element);
    }
}
