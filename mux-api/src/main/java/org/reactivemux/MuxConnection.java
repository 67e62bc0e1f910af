package org.reactivemux;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One connection to one peer, carrying many channels. Either side may open channels on it.
 *
 * <p>Every method may be called from any thread. Signals are emitted on the connection's event loop, which must not be
 * blocked: move blocking work away with {@code publishOn}.
 *
 * <p><b>Buffers.</b> A received buffer is a heap copy that belongs to the subscriber for good; there is nothing to
 * release. A buffer that was emitted to an outbound publisher must not be modified afterwards; its position and limit
 * are never moved by this library.
 *
 * <p><b>Errors.</b> Everything that goes wrong on a connection or channel is a {@link MuxException}. When the
 * connection ends, every channel on it fails with the same cause, except a direction that had already ended on the
 * wire: that one still delivers what it received and completes.
 */
public interface MuxConnection extends Disposable {

    /**
     * Opens a channel and waits until the peer has accepted it.
     *
     * <p>Lazy: each subscription opens a channel of its own. Cancelling before the answer abandons the channel, which
     * the peer sees as {@link ErrorCode#CANCELLED}.
     *
     * @param spec what the channel is called and how it behaves
     * @return the accepted channel; or a {@link ChannelRefusedException} when the peer or a limit refuses it, a
     *     {@link ChannelException} with {@link ErrorCode#TIMEOUT} when the peer takes longer than
     *     {@link MuxOptions#openTimeout()}, a {@link ConnectionException} when the connection has ended, an
     *     {@link UnsupportedByPeerException} when a plain peer has connected, for such a one ignores openings, or an
     *     {@link IllegalArgumentException} when name or metadata are too long
     */
    Mono<MuxChannel> open(ChannelSpec spec);

    /**
     * Opens a channel, sends {@code outbound} on it at once, without waiting for the peer's acceptance, and emits what
     * the peer sends.
     *
     * <p>Lazy: each subscription opens a channel of its own and subscribes to {@code outbound}, which sees the
     * subscriber's Reactor context. Demand travels to the peer's publisher exactly, ahead by the channel's prefetch.
     *
     * <p>Completes when both directions have ended; the failure of either fails it. When the peer wants no more, the
     * outbound is cancelled quietly and what the peer still sends goes on. Cancelling tells the peer to stop and
     * cancels the outbound; it is not an error here.
     *
     * @param spec what the channel is called and how it behaves
     * @param outbound the messages to send, one buffer for each; its buffers must not be modified after they were
     *     emitted
     * @return the peer's messages, each a heap copy owned by the subscriber; fails as {@link #open} does, with a
     *     {@link ChannelException} of the code and text with which the peer's program failed, with a
     *     {@link MessageTooLargeException}, or with the outbound's own error
     */
    Flux<ByteBuffer> exchange(ChannelSpec spec, Publisher<? extends ByteBuffer> outbound);

    /**
     * As {@link #exchange(ChannelSpec, Publisher)}, on a channel of that name with the connection's defaults.
     *
     * @param name the channel's name, by which the peer finds its handler
     * @param outbound the messages to send
     * @return the peer's messages
     */
    default Flux<ByteBuffer> exchange(String name, Publisher<? extends ByteBuffer> outbound) {
        return exchange(ChannelSpec.named(name), outbound);
    }

    /**
     * Sends one message on a channel of its own and emits the one answer.
     *
     * <p>Lazy, one channel for each subscription; cancelling tells the peer to stop. An answer of no message is a
     * {@link java.util.NoSuchElementException}, of more than one an {@link IndexOutOfBoundsException}, as with
     * {@link Flux#single()}. A plain peer knows no end of stream, so there its first message is the answer.
     *
     * @param name the channel's name, by which the peer finds its handler
     * @param message the request; it must not be modified afterwards
     * @return the answer, a heap copy owned by the subscriber
     */
    default Mono<ByteBuffer> request(String name, ByteBuffer message) {
        return request(ChannelSpec.named(name), message);
    }

    /**
     * As {@link #request(String, ByteBuffer)}, on a channel that is opened as the spec says.
     *
     * @param spec what the channel is called and how it behaves
     * @param message the request; it must not be modified afterwards
     * @return the answer, a heap copy owned by the subscriber
     */
    default Mono<ByteBuffer> request(ChannelSpec spec, ByteBuffer message) {
        return exchange(spec, Mono.just(message))
                .switchOnFirst((first, answers) ->
                        first.hasValue() && peer().dialect() == Dialect.PLAIN ? answers.take(1) : answers)
                .single();
    }

    /**
     * Who is at the other end.
     *
     * @return what is known of the peer; it does not change while the connection lives
     */
    PeerInfo peer();

    /**
     * What the connection and its channels are doing at this moment. Cheap and safe from any thread; the figures of
     * different channels may be a moment apart.
     *
     * @return a copy that does not change any more
     */
    ConnectionSnapshot snapshot();

    /**
     * Switches the frame log of this connection: one line for each frame in and out, to the logger {@code
     * org.reactivemux.frames} at level INFO, with the connection's {@linkplain ConnectionSnapshot#number() number}, and
     * without the content of messages. Where that logger's level is DEBUG or lower when a connection begins, it is on from
     * the first frame, at level DEBUG. Takes effect soon; off, it costs nothing.
     *
     * @param on whether frames are to be logged from now on
     * @throws UnsupportedOperationException if this connection has no frames of its own to log
     */
    default void logFrames(boolean on) {
        throw new UnsupportedOperationException(getClass().getName() + " has no frame log");
    }

    /**
     * Ends the connection in good order: tells the peer to go away, refuses new channels as safe to retry elsewhere,
     * lets the open ones finish, and closes when the last has ended or the grace period is over.
     *
     * <p>Starts on subscription; cancelling stops the waiting, not the shutdown.
     *
     * @param grace how long open channels may go on; those still open afterwards fail with {@link ErrorCode#TIMEOUT}
     * @return completes when the connection is closed, however it has ended; {@link #onClose()} tells how
     */
    Mono<Void> shutdown(Duration grace);

    /**
     * The end of the connection, told when its socket is done with, so that what it said last has left.
     *
     * @return completes when the connection was ended in good order by either side, fails with the cause otherwise;
     *     cancelling only stops the watching
     */
    Mono<Void> onClose();

    /** Ends the connection now: every open channel fails with {@link ErrorCode#CANCELLED}, here and at the peer. */
    @Override
    void dispose();
}
