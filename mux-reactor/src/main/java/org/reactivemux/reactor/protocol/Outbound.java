package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.ChannelSnapshot.Lack;
import org.reactivemux.Codec;
import org.reactivemux.MuxException;

/**
 * The direction to the peer: what waits to be sent, what may be, and how it ends.
 *
 * <pre>
 *          writer completes            END, FIN or CLOSE written
 *   OPEN -------------------> ENDING ---------------------------> ENDED
 *   OPEN, ENDING --- the peer's STOP or CLOSE ---> STOPPED
 *   OPEN, ENDING --- ERROR, connection lost -----> FAILED
 * </pre>
 *
 * ENDED, STOPPED and FAILED are never left; the last two have dropped what was queued.
 */
public final class Outbound {
    private final Channel channel;
    private final Allowance allowance;
    private Direction state = Direction.OPEN;
    private @Nullable Appetite appetite; // as soon as there is a writer
    private @Nullable MessageQueue queue;
    private @Nullable Deflation deflation; // where there is a codec
    private @Nullable MuxException failure;
    private int headSent;
    private HeldUp heldUp = HeldUp.NEVER;
    private long messages;
    private long bytes;
    private long dataBatch;
    private long endBatch = Long.MAX_VALUE;
    private boolean written;
    private boolean stopSeen;

    Outbound(Channel channel, int window, int credit) {
        this.channel = channel;
        this.allowance = new Allowance(window, credit);
    }

    /** The channel has a codec, or will have unless the peer declines it (H-18). */
    void compress(Codec codec) {
        deflation = new Deflation(channel.session().codecs(), codec);
    }

    void ceaseCompressing() {
        if (deflation != null) {
            deflation.cease(headSent > 0);
        }
    }

    Direction state() {
        return state;
    }

    Allowance allowance() {
        return allowance;
    }

    /** W-19: a grant for a direction that has ended has no effect. */
    void grant(int bytes, int credit) {
        if (!isOver()) {
            allowance.grantBytes(bytes);
            allowance.grantMessages(credit);
        }
    }

    long messages() {
        return messages;
    }

    /** Payload bytes that were written. */
    long bytes() {
        return bytes;
    }

    /** How long the writer was held up until the last look, and by what. */
    HeldUp heldUp() {
        return heldUp;
    }

    /** Notes what the writer lacks from now on. */
    void look(long now) {
        heldUp = heldUp.by(lack(), now);
    }

    /** With nothing queued, it is whether the writer would be asked for more that counts. */
    private Lack lack() {
        if (isOver()) {
            return Lack.NOTHING;
        }
        ByteBuffer head = queue == null ? null : queue.peek();
        if (head == null && !isUnasked()) {
            return Lack.NOTHING;
        }
        if (headSent == 0 && allowance.credit() == 0) {
            return Lack.CREDIT;
        }
        if (head != null && deflation != null && deflation.isPutOff(channel)) {
            return Lack.NOTHING; // that the peer could give
        }
        boolean roomy = head == null ? allowance.window() > 0 : sendable(head) >= 0;
        return roomy ? Lack.NOTHING : Lack.WINDOW;
    }

    /** Whether there is a writer that has given all it was asked for. */
    private boolean isUnasked() {
        return state == Direction.OPEN && appetite != null && !appetite.isWaiting();
    }

    /** From any thread: what is read while a message goes out may be a little off, but is never less than nothing. */
    long queuedBytes() {
        return queue == null || isOver() ? 0 : Math.max(0, queue.bytes() - headSent);
    }

    int queuedMessages() {
        return queue == null ? 0 : queue.size();
    }

    /** Whether nothing of this direction is to be sent any more. */
    boolean isOver() {
        return state != Direction.OPEN && state != Direction.ENDING;
    }

    /** Whether the writer may still add messages. */
    public boolean isOpen() {
        return state == Direction.OPEN;
    }

    /** Whether the peer has said that it wants no more, be it that this direction was over before. */
    boolean isStopSeen() {
        return stopSeen;
    }

    /** Whether the peer wants no more. */
    public boolean isStopped() {
        return state == Direction.STOPPED;
    }

    /**
     * Why the direction failed.
     *
     * @return the cause, or null while it has not
     */
    public @Nullable MuxException failure() {
        return failure;
    }

    /** Whether everything, the end included, was handed to the operating system. */
    public boolean isWritten() {
        return written;
    }

    /**
     * How many more messages the writer should be asked for now; nothing while the connection cannot write.
     *
     * @return the number to request upstream, already counted as asked for; often 0
     */
    public int ask() {
        if (state != Direction.OPEN || !channel.mayAsk()) {
            return 0;
        }
        Appetite writers = appetite();
        return writers.more(
                allowance.window(),
                queuedBytes(),
                queuedMessages(),
                allowance.credit() - unstarted(),
                allowance.isUnbounded());
    }

    private int unstarted() {
        return queuedMessages() - (headSent > 0 ? 1 : 0);
    }

    /** Adds a message; the caller has checked that the direction is open and the size allowed. */
    void offer(ByteBuffer message) {
        MessageQueue waiting = queue == null ? new MessageQueue() : queue;
        queue = waiting;
        waiting.add(message);
        if (appetite != null) {
            appetite.got(message.remaining());
        }
    }

    private Appetite appetite() {
        if (appetite == null) {
            appetite = new Appetite();
        }
        return appetite;
    }

    /** The writer has completed; the end goes out behind what is queued. */
    void complete() {
        if (state == Direction.OPEN) {
            state = Direction.ENDING;
        }
    }

    /** Whether the end may go out as a frame of its own because no data is left to carry it. */
    boolean isDrained() {
        return queue == null || queue.isEmpty();
    }

    /** Whether all that the writer has given was written, and more may come. */
    boolean isDry() {
        return state == Direction.OPEN && isDrained();
    }

    /** Whether a frame of data may be written now. */
    boolean isSendable() {
        ByteBuffer head = isOver() || queue == null ? null : queue.peek();
        return head != null && sendable(head) >= 0;
    }

    /** The bytes of the head that may go now; -1 if it must wait (docs/protocol.md, W-16). */
    private int sendable(ByteBuffer head) {
        if (headSent == 0 && allowance.credit() == 0) {
            return -1;
        }
        if (deflation != null && (deflation.isPutOff(channel) || (allowance.window() == 0 && head.hasRemaining()))) {
            return -1; // whatever it will be compressed to
        }
        int rest = form(head).remaining() - headSent;
        int frame = Math.min(rest, channel.largestFrame());
        if (frame <= allowance.window()) {
            return frame;
        }
        boolean waitsForWhole = headSent == 0 && frame == rest && channel.waitsToGoWhole(rest);
        return waitsForWhole || allowance.window() == 0 ? -1 : allowance.window();
    }

    /** The head as it goes out. */
    private ByteBuffer form(ByteBuffer head) {
        return deflation == null ? head : deflation.form(head);
    }

    /** Writes one frame of the head; the caller has checked {@link #isSendable}. Returns its payload's size. */
    int write(FrameEncoder encoder, Batch batch, long batchNumber) {
        MessageQueue waiting = queue;
        ByteBuffer head = waiting == null ? null : waiting.peek();
        if (waiting == null || head == null) {
            throw new IllegalStateException("nothing to write on " + channel);
        }
        int bytes = sendable(head);
        ByteBuffer form = form(head);
        boolean last = headSent + bytes == form.remaining();
        if (headSent == 0 || channel.splits(head.remaining())) {
            allowance.useMessage();
            messages++;
        }
        allowance.use(bytes);
        this.bytes += bytes;
        channel.session().floods().dataSent();
        dataBatch = batchNumber;
        encoder.data(batch, channel.id(), flags(last, waiting.size()), form, form.position() + headSent, bytes);
        if (last) {
            waiting.poll();
            headSent = 0;
            if (deflation != null) {
                deflation.sent();
            }
            if (waiting.isEmpty() && state == Direction.ENDING) {
                ending(batchNumber);
            }
        } else {
            headSent += bytes;
        }
        return bytes;
    }

    private int flags(boolean last, int waiting) {
        if (channel.isPlain()) {
            return 0;
        }
        int compressed = deflation != null && deflation.isCompressed() && headSent == 0 ? FrameFormat.COMPRESSED : 0;
        if (!last) {
            return compressed | FrameFormat.MORE;
        }
        return compressed | (state == Direction.ENDING && waiting == 1 ? FrameFormat.END : 0);
    }

    /** The last data or the end itself is in that batch. In the plain dialect the CLOSE is still to come (P-14). */
    void ending(long batchNumber) {
        endBatch = batchNumber;
        channel.session().output().awaitFlush(channel);
        if (!channel.isPlain()) {
            state = Direction.ENDED;
        }
    }

    /** The end is that of the data, which may have been handed to the operating system long ago (P-14). */
    void endedWithItsData(long flushedBatch) {
        if (dataBatch <= flushedBatch) {
            endBatch = dataBatch;
            written = true;
            channel.touch();
        } else {
            ending(dataBatch);
        }
    }

    /** The end was written by itself. */
    void endWrittenIn(long batchNumber) {
        if (endBatch == Long.MAX_VALUE) {
            ending(batchNumber);
        }
        state = Direction.ENDED;
    }

    /** Everything up to that batch was handed to the operating system; true if that was news here. */
    boolean flushed(long batchNumber) {
        if (written || endBatch > batchNumber) {
            return false;
        }
        written = true;
        return true;
    }

    /** Whether the end waits for its batch to be flushed. */
    boolean awaitsFlush() {
        return endBatch != Long.MAX_VALUE && !written;
    }

    /** The peer wants no more. */
    void stop() {
        stopSeen = true;
        if (!isOver()) {
            state = Direction.STOPPED;
            headSent = 0;
            deflation = null;
        }
    }

    /** An error or the loss of the connection: ends the direction if it is open on the wire (C-30). */
    void fail(MuxException cause) {
        if (!isOver()) {
            state = Direction.FAILED;
            failure = cause;
            headSent = 0;
            deflation = null;
        }
    }

    /** C-21: a stream that the peer never accepted, or whose end never left, was not sent, though it is over here. */
    void failUnsent(MuxException cause) {
        fail(cause);
        if (failure == null && state == Direction.ENDED) {
            failure = cause;
        }
    }

    /**
     * A message that will never be sent because the direction was stopped or failed.
     *
     * @return such a message, or null when there is no other
     */
    public @Nullable ByteBuffer discarded() {
        return (state == Direction.STOPPED || state == Direction.FAILED) && queue != null ? queue.poll() : null;
    }
}
