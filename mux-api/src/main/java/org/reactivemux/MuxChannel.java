package org.reactivemux;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One channel: messages in and messages out, each direction ending for itself. One buffer sent is one buffer received,
 * whatever its size.
 */
public interface MuxChannel {

    /**
     * By which number the connection knows the channel, so that what happens to it can be found in
     * {@link ChannelSnapshot#id()}; the peer uses the same.
     *
     * @return the unsigned id on the wire; unique among the open channels of the connection
     */
    int id();

    /**
     * The name the channel was opened with.
     *
     * @return the name; empty for a channel without one, as every plain peer's is
     */
    String name();

    /**
     * What the opener said about the channel beside its name.
     *
     * @return read-only buffers by key, with positions of their own at each call; empty from a plain peer
     */
    Map<String, ByteBuffer> metadata();

    /**
     * How the channel's messages are compressed where that saves something, as its opener has asked for.
     *
     * @return the codec that both sides agreed on; empty if there is none
     */
    Optional<Codec> codec();

    /**
     * The connection that carries the channel.
     *
     * @return the connection
     */
    MuxConnection connection();

    /**
     * The peer's messages.
     *
     * <p>Can be subscribed once; later subscribers get an {@link IllegalStateException}. Each {@code request(n)}
     * travels to the peer, which may have the channel's prefetch under way before. Completes at the peer's end of
     * stream; fails with a {@link ChannelException} when the peer's publisher failed and with a
     * {@link ConnectionException} when the connection was lost. Cancelling tells the peer to stop sending; what has
     * arrived and was not emitted goes to the discard hook. Emits on the connection's event loop.
     *
     * @return the messages, each a heap copy owned by the subscriber
     */
    Flux<ByteBuffer> receive();

    /**
     * Sends messages and then ends this direction.
     *
     * <p>Can be subscribed once; later subscribers get an {@link IllegalStateException}. The publisher is subscribed
     * when the result is, sees its context, and is asked for no more than the peer has given credit for. The result
     * completes when the last byte was handed to the operating system and the peer has accepted the channel: a promise
     * about the socket, not about the peer's program. It fails with the publisher's own error (of which the peer sees
     * code and text if it is a {@link MuxException}, else only {@link ErrorCode#INTERNAL}), with a
     * {@link ChannelStoppedException} when the peer wants no more, with a {@link MessageTooLargeException}, or with
     * the cause of the connection's end. Cancelling cancels the publisher, drops what was not yet written to the
     * discard hook, and ends the channel with {@link ErrorCode#CANCELLED}, for the stream was cut short.
     *
     * @param messages what to send, one message for each buffer, from its position to its limit; neither is moved, and
     *     the buffer must not be modified after it was emitted
     * @return completes when everything was written
     */
    Mono<Void> send(Publisher<? extends ByteBuffer> messages);
}
