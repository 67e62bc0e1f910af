package org.reactivemux.reactor;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSpec;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/** The publishers of a connection before the Reactive Streams TCK; {@link ReactiveStreamsTest} runs it. */
abstract class PublisherConformance extends PublisherVerification<ByteBuffer> {
    private static final long PATIENCE_MILLIS = 1_000;
    private static final long QUIET_MILLIS = 50;
    private static final long COLLECTION_MILLIS = 300;

    private final Supplier<ConnectedEnds> connecting;
    private @Nullable ConnectedEnds ends;

    PublisherConformance(Supplier<ConnectedEnds> connecting) {
        super(new TestEnvironment(PATIENCE_MILLIS, QUIET_MILLIS), COLLECTION_MILLIS);
        this.connecting = connecting;
    }

    @BeforeClass
    public void connect() {
        ends = connecting.get();
    }

    @AfterClass
    public void disconnect() throws Exception {
        ends().closing().close();
    }

    ConnectedEnds ends() {
        return Objects.requireNonNull(ends, "ends");
    }

    @Override
    public Publisher<ByteBuffer> createPublisher(long elements) {
        return publisherOn(ConnectedEnds.counting(elements));
    }

    @Override
    public Publisher<ByteBuffer> createFailedPublisher() {
        return publisherOn(ConnectedEnds.failing());
    }

    abstract Publisher<ByteBuffer> publisherOn(ChannelSpec spec);
}
