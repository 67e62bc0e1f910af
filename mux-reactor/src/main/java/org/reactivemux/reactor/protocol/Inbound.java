package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.Codec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.ProtocolViolationException;

/**
 * The direction from the peer: what it was granted, what has come and waits for its reader, and how it ends.
 *
 * <pre>
 *          END, FIN, CLOSE          reader: STOP            ERROR, connection lost
 *   OPEN ------------------> ENDED  OPEN ----------> STOPPED  OPEN -----------------> FAILED
 * </pre>
 *
 * ENDED still delivers what is queued; STOPPED and FAILED have dropped it. None of the three is ever left.
 */
public final class Inbound {
    private final Channel channel;
    private final WindowGrant window;
    private final CreditGrant credit;
    private Direction state = Direction.OPEN;
    private @Nullable MessageQueue queue;
    private @Nullable Fragments fragments; // as soon as there are some
    private @Nullable Inflation inflation; // where a codec was agreed
    private @Nullable MuxException failure;
    private int seen; // the lower half of the bytes that had come when the reader looked last
    private boolean forgotten;
    private boolean endSeen;
    private long demand;
    private long messages;
    private long bytes;

    Inbound(Channel channel, int window, int prefetch) {
        this.channel = channel;
        this.window = new WindowGrant(window);
        this.credit = new CreditGrant(prefetch);
    }

    /** A codec was agreed for the channel: from now on messages may come compressed. */
    void inflate(Codec codec) {
        inflation = new Inflation(channel.session().codecs(), codec);
    }

    /** The codec in which messages may come; null if there is none. */
    @Nullable
    Codec codec() {
        return inflation == null ? null : inflation.codec();
    }

    Direction state() {
        return state;
    }

    WindowGrant window() {
        return window;
    }

    CreditGrant credit() {
        return credit;
    }

    long messages() {
        return messages;
    }

    /** Payload bytes that have come. */
    long bytes() {
        return bytes;
    }

    long queuedBytes() {
        return (queue == null ? 0 : queue.bytes()) + (fragments == null ? 0 : fragments.bytes());
    }

    /** The reader wants that many messages more; {@code Long.MAX_VALUE} stands for no limit. */
    void request(long more) {
        demand = demand + more < 0 ? Long.MAX_VALUE : demand + more;
        credit.request(more, demand);
    }

    /**
     * The next message, if there is one and it was requested. Taking it counts as consuming it. One that does not inflate
     * ends the connection, and is none.
     *
     * @return the message, now the caller's own, or null
     */
    public @Nullable ByteBuffer next() {
        MessageQueue waiting = demand == 0 || isDropped() || isPutOff() ? null : queue;
        ByteBuffer message = waiting == null ? null : waiting.poll();
        if (message == null) {
            return null;
        }
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        unqueued();
        consume(message.remaining() - (fragments == null ? 0 : fragments.taken()));
        returnGrowthWhenRead();
        return inflation == null ? message : delivered(inflation, message);
    }

    private boolean isPutOff() {
        return inflation != null && inflation.isPutOff(channel);
    }

    private @Nullable ByteBuffer delivered(Inflation inflating, ByteBuffer message) {
        try {
            return inflating.delivered(message);
        } catch (ProtocolViolationException violation) {
            fail(violation);
            state = Direction.FAILED; // even if it had ended: what is left does not follow what was lost
            failure = violation;
            channel.session().ending().violated(violation);
            return null;
        }
    }

    private void consume(int bytes) {
        int withheld = window.consume(bytes);
        if (withheld > 0) {
            channel.session().windows().release(withheld);
        }
    }

    /**
     * A message that will never be delivered because the direction was stopped or failed.
     *
     * @return such a message, or null when there is no other
     */
    public @Nullable ByteBuffer discarded() {
        ByteBuffer message = isDropped() && queue != null ? queue.poll() : null;
        if (message != null) {
            unqueued();
        }
        return message;
    }

    private void unqueued() {
        if (channel.isPlain() && !forgotten) {
            channel.session().floods().read(1);
        }
    }

    /** The channel is freed, and what waits in it belongs to this side's program alone, which may never look at it. */
    void forgetUnread() {
        if (channel.isPlain() && !forgotten && queue != null) {
            forgotten = true;
            channel.session().floods().read(queue.size());
        }
    }

    private boolean isDropped() {
        return state == Direction.STOPPED || state == Direction.FAILED;
    }

    /** Whether the peer's stream is over and all of it was delivered. */
    public boolean isComplete() {
        return state == Direction.ENDED && failure == null && hasNoneQueued();
    }

    private boolean hasNoneQueued() {
        return queue == null || queue.isEmpty();
    }

    /**
     * Why the direction failed.
     *
     * @return the cause, or null while it has not
     */
    public @Nullable MuxException failure() {
        return state == Direction.ENDED && !hasNoneQueued() ? null : failure;
    }

    boolean isOpen() {
        return state == Direction.OPEN;
    }

    /** Whether the reader's side has given it up. */
    public boolean isStopped() {
        return state == Direction.STOPPED;
    }

    /** What the peer may still send, be it late: nothing once its end was seen (W-22). */
    int outstanding() {
        return endSeen ? 0 : window.left();
    }

    /** Whether nothing of this direction is to be expected on the wire any more. */
    boolean isOver() {
        return state != Direction.OPEN;
    }

    /** DATA in the extended dialect (docs/protocol.md, C-6, W-4, W-5, M-5). */
    void data(int flags, ByteBuffer payload) {
        boolean more = (flags & FrameFormat.MORE) != 0;
        boolean begun = isInsideMessage();
        checkPlace(flags);
        window.receive(payload.remaining());
        bytes += payload.remaining();
        if (!begun) {
            credit.receive();
            messages++;
            if (inflation != null) {
                inflation.begun((flags & FrameFormat.COMPRESSED) != 0);
            }
        }
        if (more || begun) {
            fragment(payload, more);
        } else if (state == Direction.OPEN) {
            enqueue(payload);
        }
        if (state != Direction.OPEN && !payload.hasRemaining()) {
            channel.session().floods().emptyMessage();
        }
        if ((flags & FrameFormat.END) != 0) {
            ended();
        }
    }

    private boolean isInsideMessage() {
        return fragments != null && fragments.isInside();
    }

    private void fragment(ByteBuffer payload, boolean more) {
        Fragments message = fragments == null ? new Fragments(channel) : fragments;
        fragments = message;
        if (state != Direction.OPEN) {
            message.pass(payload.remaining(), more);
            return;
        }
        ByteBuffer whole = message.add(payload, more);
        if (whole != null) {
            enqueue(whole);
        }
    }

    private void checkPlace(int flags) {
        if (endSeen) {
            throw Rule.DIRECTION_ENDED.violated("DATA after the end of its direction on " + channel);
        }
        if ((flags & FrameFormat.COMPRESSED) != 0 && inflation == null) {
            throw Rule.CODEC_AGREED.violated("compressed DATA without a codec on " + channel);
        }
    }

    /** DATA in the plain dialect: a message of its own, whatever its flags; a cancelled reader's is given back. */
    void plainData(ByteBuffer payload) {
        window.receive(payload.remaining());
        bytes += payload.remaining();
        messages++;
        if (state != Direction.OPEN) {
            consume(payload.remaining());
            if (!payload.hasRemaining()) {
                channel.session().floods().emptyMessage();
            }
            return;
        }
        enqueue(payload);
        channel.session().floods().queued();
    }

    private void enqueue(ByteBuffer message) {
        MessageQueue waiting = queue == null ? new MessageQueue() : queue;
        queue = waiting;
        waiting.add(message);
        if (inflation != null) {
            inflation.queued();
        }
        if (channel.isPlain() && waiting.empty() > PlainDialect.MOST_EMPTY_MESSAGES) {
            throw Rule.PLAIN_EMPTY_MESSAGES.violated("over 1,024 empty messages wait on " + channel);
        }
    }

    /** W-17: looks once at what has come since the last look, and whether it keeps the reader going. */
    void fitWindow() {
        int came = (int) bytes - seen;
        if (came == 0 || state != Direction.OPEN) {
            return;
        }
        seen = (int) bytes;
        boolean mayGoOn = isInsideMessage() || credit.left() != 0;
        channel.session().windows().look(channel, window, came, isAwaited() && mayGoOn);
    }

    /** The reader would take the next message at once. */
    private boolean isAwaited() {
        return demand > 0 && hasNoneQueued() && channel.hasRoom();
    }

    private void returnGrowthWhenRead() {
        if (state == Direction.ENDED && hasNoneQueued()) {
            returnGrowth();
        }
    }

    /** What the window has grown by is of no more use here, and nothing is held in it. */
    private void returnGrowth() {
        channel.session().windows().release(window.end());
    }

    /** The channel is freed: a plain peer does not send to a reader that has gone any more either. */
    void freed() {
        channel.session().windows().left(channel.id());
        if (isDropped()) {
            returnGrowth();
        }
    }

    /**
     * W-13: lets the fragments so far count as consumed, so that a message larger than the window can go on, if the
     * reader wants it, the peer is stuck without it, and the whole message is sure of its memory.
     */
    void consumeEarly() {
        if (fragments == null || state != Direction.OPEN) {
            return;
        }
        boolean stuck = window.left() == 0 && window.owed() == 0;
        if (stuck && isAwaited()) {
            consume(fragments.consumeEarly());
        }
    }

    /** The peer's END, FIN or CLOSE. */
    void ended() {
        endSeen = true;
        closedHere();
    }

    /** FIN (C-6, M-3). */
    void fin() {
        if (endSeen) {
            throw Rule.DIRECTION_ENDED.violated("FIN after the end of its direction on " + channel);
        }
        if (isInsideMessage()) {
            throw Rule.END_INSIDE_MESSAGE.violated("FIN inside a message on " + channel);
        }
        ended();
    }

    /** CLOSE without flags: the end, or inside a message a failure behind the whole ones (C-26). */
    void closed() {
        if (fragments != null && fragments.isInside() && state == Direction.OPEN) {
            failure = new ChannelException(ErrorCode.CANCELLED, channel + " was closed inside a message");
            fragments.dropIncomplete();
        }
        ended();
    }

    /** The CLOSE of this side ends the direction too; what the peer has under way is late (P-14). */
    void closedHere() {
        if (state == Direction.OPEN) {
            state = Direction.ENDED;
            returnGrowthWhenRead();
        }
    }

    boolean isEndSeen() {
        return endSeen;
    }

    /** The peer will send nothing more in this direction. */
    void endSeen() {
        endSeen = true;
    }

    /** The reader wants nothing more; what it had not taken is dropped. */
    void stop() {
        if (state == Direction.OPEN || state == Direction.ENDED) {
            if (channel.isPlain() && state == Direction.OPEN) {
                window.shrinkTo(0);
            } else {
                returnGrowth();
            }
            state = Direction.STOPPED;
            dropFragments();
            explainWhatIsUnderWay();
            if (channel.isPlain() && queue != null) {
                consume((int) queue.bytes()); // P-16: it is never told to stop, so the window is given back
            }
        }
    }

    /** An error or the loss of the connection: ends the direction if it is open, and drops what it had. */
    void fail(MuxException cause) {
        if (state == Direction.OPEN) {
            state = Direction.FAILED;
            failure = cause;
            returnGrowth();
            dropFragments();
            explainWhatIsUnderWay();
        }
    }

    /** L-10: nothing bounds empty messages on their way to a reader who had unbounded demand. */
    private void explainWhatIsUnderWay() {
        if (!endSeen) {
            channel.session().floods().readerGone();
        }
    }

    private void dropFragments() {
        if (fragments != null) {
            fragments.drop();
        }
    }
}
