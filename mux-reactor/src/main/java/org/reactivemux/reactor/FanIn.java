package org.reactivemux.reactor;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxHandler;
import org.reactivemux.PeerInfo;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.concurrent.Queues;

/**
 * Brings what many peers send, each on a channel of its own, together into one stream.
 *
 * <pre>{@code
 * FanIn readings = FanIn.create();
 * MuxServer.create().unix("/run/app/mux.sock").handle("readings", readings).bind().block();
 * readings.messages().limitRate(64).subscribe(message -> store(message.sender(), message.buffer()));
 * }</pre>
 *
 * <p><b>Fair.</b> Channels that have something take turns, a message each, however many there are and whatever connection
 * they are on: between two messages of one, each other that waits has had its turn.
 *
 * <p><b>Back-pressure.</b> Each channel is asked for a number of messages ahead, the prefetch, and for more only as its
 * messages are emitted. So every sender's publisher stops soon after the subscriber does, and what waits here is at most the
 * prefetch for each channel that is open.
 *
 * <p><b>Memory.</b> Of each channel no message is taken here while 64 KiB or more of it wait, so that is less than 64 KiB and
 * one message. The others wait in the channel, within its window, seen in its snapshot and within the connection's memory
 * limit. What a message may take is the options' largest message; lower that where peers are not trusted.
 *
 * <p><b>Ends.</b> A sender's end, good or bad, does not end the stream; the listener is told. A sender's {@code exchange}
 * completes when its last message was emitted here. What a sender has sent, and ended, is emitted also if its process has
 * gone by then; of one that fails or whose connection is lost in the middle, what was not yet emitted is dropped, to the
 * subscriber's discard hook. Of senders that have gone, no more than {@value #MOST_DEPARTED} are kept waiting to be emitted:
 * one more is dropped as well, with a failure, for who comes and goes would otherwise fill the memory of a subscriber that
 * stands still.
 */
public final class FanIn implements MuxHandler {
    /** The prefetch of {@link #create()}: what Reactor's own merging operators ask each of their sources for. */
    public static final int DEFAULT_PREFETCH = Queues.XS_BUFFER_SIZE;

    /** As many senders that have gone as a connection may have channels by default. */
    public static final int MOST_DEPARTED = 1_024;

    private final Merge merge;

    private FanIn(int prefetch, Consumer<? super End> listener) {
        this.merge = new Merge(prefetch, listener);
    }

    /**
     * One with the default prefetch, whose senders' ends nobody wants to know of.
     *
     * @return a handler without channels
     */
    public static FanIn create() {
        return create(DEFAULT_PREFETCH, end -> {});
    }

    /**
     * One that does as it is told.
     *
     * @param prefetch how many messages each sender may have here before the subscriber has taken them, at least 1; one
     *     sender alone gets at most about that many through in the time that a message takes there and a grant back
     * @param listener told of each sender's end, after its last message was emitted; by whichever thread emits, or an event
     *     loop, so it must not block. What it throws goes to {@code Operators.onErrorDropped}
     * @return a handler without channels
     * @throws IllegalArgumentException if the prefetch is less than 1
     */
    public static FanIn create(int prefetch, Consumer<? super End> listener) {
        if (prefetch < 1) {
            throw new IllegalArgumentException("prefetch is at least 1, not " + prefetch);
        }
        return new FanIn(prefetch, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Adds a channel. It is read at once, as far as its prefetch goes, also while nobody has subscribed.
     *
     * @param channel a sender's
     * @return ends with the channel's messages, when the last was emitted
     */
    @Override
    public Publisher<Void> handle(MuxChannel channel) {
        return Mono.create(end -> merge.add(channel, end));
    }

    /**
     * What all senders send.
     *
     * <p>Hot, and for one subscriber at a time; a second one gets an {@link IllegalStateException}. It never completes by
     * itself. Cancelling stops the emission, not the senders: they are held up by back-pressure, and the next subscriber goes
     * on with the message after the last. While a subscriber wants more, signals come one at a time on the event loop that
     * just got a message, whichever that is, so they must not block; in long runs, so that no loop is kept from reading, on
     * {@code Schedulers.parallel()}.
     *
     * @return each message with its sender
     */
    public Flux<Message> messages() {
        return merge;
    }

    /**
     * A message and who sent it.
     *
     * @param sender the channel it came on
     * @param buffer the message, a heap copy owned by the subscriber
     */
    public record Message(Sender sender, ByteBuffer buffer) {}

    /**
     * Who sends: one channel, for as long as it is open.
     *
     * @param number tells senders apart that are otherwise alike; counted from 1, in the order in which channels came
     * @param peer the process at the other end of the channel's connection
     * @param channel the channel's name
     * @param metadata what the opener said about the channel; read-only, with positions of their own at each call
     */
    public record Sender(long number, PeerInfo peer, String channel, Map<String, ByteBuffer> metadata) {
        /**
         * What the opener said about the channel beside its name.
         *
         * @return read-only buffers by key, with positions of their own at each call
         */
        @Override
        public Map<String, ByteBuffer> metadata() {
            Map<String, ByteBuffer> fresh = new LinkedHashMap<>();
            metadata.forEach((key, value) -> fresh.put(key, value.duplicate()));
            return Collections.unmodifiableMap(fresh);
        }
    }

    /**
     * A sender will send no more.
     *
     * @param sender who
     * @param failure why, or empty if its publisher has completed and all of it was emitted
     */
    public record End(Sender sender, Optional<Throwable> failure) {}
}
