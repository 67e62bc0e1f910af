package org.reactivemux.reactor.reactive;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelException;
import org.reactivemux.Codec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.reactor.protocol.Channel;
import org.reactivemux.reactor.protocol.ChannelObserver;
import org.reactivestreams.Publisher;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** A channel as the application sees it, and the observer that tells its reader, writer and handler of changes. */
final class ReactiveChannel implements MuxChannel, ChannelObserver {
    private static final AtomicReferenceFieldUpdater<ReactiveChannel, InboundSubscription> READER =
            AtomicReferenceFieldUpdater.newUpdater(ReactiveChannel.class, InboundSubscription.class, "reader");
    private static final AtomicReferenceFieldUpdater<ReactiveChannel, OutboundSubscriber> WRITER =
            AtomicReferenceFieldUpdater.newUpdater(ReactiveChannel.class, OutboundSubscriber.class, "writer");

    private final Connection connection;
    private final Channel core;
    private volatile @Nullable InboundSubscription reader;
    private volatile @Nullable OutboundSubscriber writer;
    private @Nullable HandlerRun handler;

    ReactiveChannel(Connection connection, Channel core) {
        this.connection = connection;
        this.core = core;
        core.observe(this);
    }

    /** A channel that comes with its reader and its writer. */
    ReactiveChannel(Connection connection, Channel core, InboundSubscription reader, OutboundSubscriber writer) {
        this(connection, core);
        READER.lazySet(this, reader);
        WRITER.lazySet(this, writer);
    }

    Channel core() {
        return core;
    }

    /** Accepts the channel and lets the handler have it. */
    void serve(MuxHandler serving) {
        core.accept();
        handler = new HandlerRun(this);
        handler.start(serving);
    }

    /** Makes that subscription the channel's reader; false if it has had one. */
    boolean claim(InboundSubscription subscription) {
        return READER.compareAndSet(this, null, subscription);
    }

    /** Makes that subscriber the channel's writer; false if it has had one. */
    boolean claim(OutboundSubscriber subscriber) {
        return WRITER.compareAndSet(this, null, subscriber);
    }

    @Override
    public void changed() {
        InboundSubscription reading = reader;
        OutboundSubscriber writing = writer;
        try {
            if (reading != null) {
                reading.drain();
            }
            if (writing != null) {
                writing.update();
            }
            discardUnclaimed(reading, writing);
        } catch (Throwable defect) {
            breakOff(core, defect);
        }
        if (handler != null && core.isFailed()) {
            HandlerRun dying = handler;
            handler = null;
            dying.cancel();
        }
    }

    @Override
    public boolean hasRoom() {
        InboundSubscription reading = reader;
        return reading == null || reading.hasRoom();
    }

    /** A subscriber that throws breaks its own channel, not the connection of all the others. */
    static void breakOff(Channel core, Throwable thrown) {
        Exceptions.throwIfJvmFatal(thrown);
        core.abort(ErrorCode.INTERNAL, "", new ChannelException(ErrorCode.INTERNAL, "a subscriber threw " + thrown));
        Operators.onErrorDropped(thrown, Context.empty());
    }

    /** The handler has failed: what had come whole is for its reader (C-30), and if there is none, for nobody (C-31). */
    void stopUnlessRead() {
        if (reader == null) {
            core.stopReceiving();
        }
    }

    private void discardUnclaimed(@Nullable InboundSubscription reading, @Nullable OutboundSubscriber writing) {
        if (reading == null) {
            discardInbound(Context.empty());
        }
        if (writing == null) {
            discardOutbound(Context.empty());
        }
    }

    void discardInbound(Context context) {
        for (ByteBuffer message; (message = core.inbound().discarded()) != null; ) {
            Operators.onDiscard(message, context);
        }
    }

    void discardOutbound(Context context) {
        for (ByteBuffer message; (message = core.outbound().discarded()) != null; ) {
            Operators.onDiscard(message, context);
        }
    }

    @Override
    public int id() {
        return core.id();
    }

    @Override
    public String name() {
        return core.head().name();
    }

    @Override
    public Map<String, ByteBuffer> metadata() {
        Map<String, ByteBuffer> fresh = new LinkedHashMap<>();
        core.head().metadata().forEach((key, value) -> fresh.put(key, value.duplicate()));
        return Collections.unmodifiableMap(fresh);
    }

    @Override
    public Optional<Codec> codec() {
        return Optional.ofNullable(core.codec());
    }

    @Override
    public MuxConnection connection() {
        return connection;
    }

    Connection driver() {
        return connection;
    }

    @Override
    public Flux<ByteBuffer> receive() {
        return new InboundFlux(this);
    }

    @Override
    public Mono<Void> send(Publisher<? extends ByteBuffer> messages) {
        return new OutboundMono(this, Objects.requireNonNull(messages, "messages"));
    }

    @Override
    public String toString() {
        return core.toString();
    }
}
