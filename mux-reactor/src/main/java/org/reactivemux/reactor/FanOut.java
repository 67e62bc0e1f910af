package org.reactivemux.reactor;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelStoppedException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxHandler;
import org.reactivestreams.Publisher;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/**
 * Sends what one publisher emits to every peer that has a channel open to it, from the moment it came.
 *
 * <pre>{@code
 * MuxServer.create().unix("/run/app/mux.sock")
 *     .handle("ticks", FanOut.of(ticks, SlowPeer.LATEST))
 *     .bind().block();
 * }</pre>
 *
 * <p><b>Pace.</b> The publisher sets it: it is asked for everything, and no peer slows down another. For each that does not
 * keep up, a number of messages waits here, and then the {@link SlowPeer} policy holds. A peer keeps up if it requests, and
 * its window takes, what comes; what its channel has already taken, as much as the peer has asked for and a batch at most, is
 * sent before what waits here. A publisher that would emit without a pause belongs on a thread of its own
 * ({@code subscribeOn}), for it is subscribed on an event loop.
 *
 * <p><b>Ends.</b> The publisher is subscribed with the first peer and cancelled with the last; while there is none, nothing is
 * asked of it, and the next peer subscribes anew, which may be while the last one's cancel is under way. It is subscribed
 * in no peer's Reactor context. One that is to run without peers is made hot before, such as by
 * {@code publish().autoConnect(0)}. Its completion and its error end every peer's channel, behind
 * what waits for the peer.
 *
 * <p>A message's buffer is shared by all peers, so it must not be modified after it was emitted; at most peers x buffer of
 * them wait here.
 */
public final class FanOut implements MuxHandler {
    private final Flux<ByteBuffer> messages;
    private final SlowPeer policy;
    private final int buffer;
    private final AtomicInteger peers = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();

    private FanOut(Publisher<? extends ByteBuffer> source, SlowPeer policy, int buffer) {
        this.messages = new Broadcast(source);
        this.policy = policy;
        this.buffer = buffer;
    }

    /**
     * One that keeps for a slow peer as much as the policy makes sense with: the latest message, else 256, which is Reactor's
     * own measure of a small buffer.
     *
     * @param source what is sent
     * @param policy what becomes of a peer that does not keep up
     * @return a handler without peers
     */
    public static FanOut of(Publisher<? extends ByteBuffer> source, SlowPeer policy) {
        return of(source, policy, policy == SlowPeer.LATEST ? 1 : Queues.SMALL_BUFFER_SIZE);
    }

    /**
     * One that keeps a number of messages for each slow peer.
     *
     * @param source what is sent
     * @param policy what becomes of a peer for which more would wait
     * @param buffer how many messages wait for a peer at most, at least 1
     * @return a handler without peers
     * @throws IllegalArgumentException if the buffer is less than 1
     */
    public static FanOut of(Publisher<? extends ByteBuffer> source, SlowPeer policy, int buffer) {
        if (buffer < 1) {
            throw new IllegalArgumentException("buffer is at least 1, not " + buffer);
        }
        return new FanOut(Objects.requireNonNull(source, "source"), Objects.requireNonNull(policy, "policy"), buffer);
    }

    /**
     * Adds a peer. What it sends itself is not read.
     *
     * @param channel the peer's
     * @return ends when everything was sent, or the peer wants no more; fails with the publisher
     */
    @Override
    public Publisher<Void> handle(MuxChannel channel) {
        return channel.send(forOnePeer())
                .onErrorResume(ChannelStoppedException.class, wantsNoMore -> Mono.empty())
                .doOnSubscribe(coming -> peers.incrementAndGet())
                .doFinally(going -> peers.decrementAndGet());
    }

    private Flux<ByteBuffer> forOnePeer() {
        return switch (policy) {
            case DROP -> messages.onBackpressureBuffer(buffer, this::count, BufferOverflowStrategy.DROP_LATEST);
            case LATEST -> messages.onBackpressureBuffer(buffer, this::count, BufferOverflowStrategy.DROP_OLDEST);
            case ERROR -> Flux.defer(this::orItsEnd);
        };
    }

    /** At once: Reactor's own strategy would let the peer, who does not read, read what waits first. */
    private Flux<ByteBuffer> orItsEnd() {
        Sinks.Empty<Void> end = Sinks.empty();
        return messages.onBackpressureBuffer(
                        buffer, oneTooMany -> end.tryEmitError(tooSlow()), BufferOverflowStrategy.DROP_LATEST)
                .takeUntilOther(end.asMono());
    }

    private void count(ByteBuffer message) {
        dropped.increment();
    }

    private ChannelException tooSlow() {
        return new ChannelException(
                ErrorCode.LIMIT_EXCEEDED, "the reader is too slow: more than " + buffer + " messages wait for it");
    }

    /**
     * How many peers there are at the moment.
     *
     * @return those whose channel has not ended
     */
    public int peers() {
        return peers.get();
    }

    /**
     * How many messages were dropped so far, of all peers together.
     *
     * @return 0 for ever with {@link SlowPeer#ERROR}
     */
    public long dropped() {
        return dropped.sum();
    }
}
