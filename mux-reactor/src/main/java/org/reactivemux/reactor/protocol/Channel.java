package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.Codec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MessageTooLargeException;
import org.reactivemux.MuxException;

/**
 * One channel: two directions, how far it has come to be, and which control frames it owes. It is freed when both
 * directions are over, it was answered, and it owes nothing (docs/protocol.md, C-29).
 */
public final class Channel {
    private final Session session;
    private final ChannelHead head;
    private final Inbound inbound;
    private final Outbound outbound;
    private ChannelObserver observer = () -> {};
    private Admission admission;
    private int id; // until the OPEN is written, only a key among those requested
    private long openedAt; // once it is, or has come
    private final Owed owed = new Owed();
    private final Listing listing = new Listing();
    private @Nullable ErrorPayload lastWords;
    private boolean touched;
    private boolean freed;
    private boolean closedUnanswered;

    Channel(Session session, ChannelHead head, Admission admission, int id) {
        this.session = session;
        this.head = head;
        this.admission = admission;
        this.id = id;
        this.openedAt = session.clockwork().now();
        Agreement agreement = session.agreement();
        boolean openedHere = admission == Admission.REQUESTED;
        this.inbound = new Inbound(this, agreement.receiveWindow(), agreement.creditToPeer(head, openedHere));
        this.outbound =
                new Outbound(this, agreement.peer().initialWindow(), agreement.creditFromPeer(head, openedHere));
        Codec codec = session.codecs().of(head.codec());
        if (codec != null) {
            outbound.compress(codec);
            if (!openedHere) {
                inbound.inflate(codec);
            }
        }
        if (openedHere) {
            owed.add(ControlFrames.OPEN);
        }
    }

    /** The direction from the peer. */
    public Inbound inbound() {
        return inbound;
    }

    /** The direction to the peer. */
    public Outbound outbound() {
        return outbound;
    }

    /** What the OPEN said. */
    public ChannelHead head() {
        return head;
    }

    /**
     * How messages are compressed in both directions where that saves something.
     *
     * @return the codec that was agreed, or null if none was
     */
    public @Nullable Codec codec() {
        return inbound.codec();
    }

    /** Whether the peer has accepted the channel, or this side has the peer's. */
    public boolean isAnswered() {
        return admission == Admission.ANSWERED;
    }

    /** Whether either direction ended by an error, or with the connection. */
    public boolean isFailed() {
        return inbound.failure() != null || outbound.failure() != null;
    }

    /**
     * Has the observer told from now on, and once for what is already there.
     *
     * @param next the one that is told
     */
    public void observe(ChannelObserver next) {
        observer = next;
        touch();
    }

    /** Whether the reader would take what it has requested. */
    boolean hasRoom() {
        return observer.hasRoom();
    }

    /** Accepts a channel that the peer opened. */
    public void accept() {
        session.channels().accepted(this);
        owed.add(ControlFrames.ACK);
        touch();
    }

    /**
     * Refuses a channel that the peer opened.
     *
     * @param code REFUSED or NO_HANDLER
     * @param reason for the peer's people
     */
    public void refuse(ErrorCode code, String reason) {
        session.floods().reset();
        session.channels().totals().refused();
        failBoth(new ChannelRefusedException(code, reason));
        lastWords = new ErrorPayload(code, reason);
        owed.add(ControlFrames.REFUSAL);
    }

    /**
     * The reader wants that many messages more.
     *
     * @param messages at least 1; {@code Long.MAX_VALUE} stands for no limit
     */
    public void request(long messages) {
        inbound.request(messages);
        touch();
    }

    /** The reader wants no more. A plain peer is not told (P-16). */
    public void stopReceiving() {
        boolean tell = inbound.isOpen();
        inbound.stop();
        if (tell && !isPlain()) {
            owed.add(ControlFrames.STOP);
        }
        touch();
    }

    /**
     * Queues a message.
     *
     * @param message from its position to its limit; not modified from now on
     * @return false if the direction is over, so that the message was not taken
     * @throws MessageTooLargeException if the peer does not take one of that size; nothing was queued
     */
    public boolean send(ByteBuffer message) {
        session.agreement().checkSize(message.remaining());
        if (!outbound.isOpen()) {
            return false;
        }
        outbound.offer(message);
        touch();
        return true;
    }

    /** The writer has completed: the end of stream goes out behind its messages. */
    public void completeSending() {
        outbound.complete();
        touch();
    }

    /** Both directions are to end in good order: what was sent is flushed and ended, the rest is not wanted. */
    public void finish() {
        completeSending();
        stopReceiving();
    }

    /**
     * Ends both directions with an error, which overtakes what is queued (C-27).
     *
     * @param code what the peer is told
     * @param text what the peer is told, for people
     * @param cause what this side's reader and writer see
     */
    public void abort(ErrorCode code, String text, MuxException cause) {
        if (inbound.isOver() && outbound.isOver()) {
            failWriter(cause); // what is owed still goes out
            touch();
            return;
        }
        boolean stop = owed.includes(ControlFrames.STOP);
        failBoth(cause);
        if (admission != Admission.REQUESTED) {
            lastWords = ErrorPayload.ofProgram(code, text);
            owed.add(ControlFrames.ERROR);
            if (stop) {
                owed.add(ControlFrames.STOP); // a writer is told that its reader has gone before the rest
            }
        }
    }

    /** Fails what is still open; frames owed for it are not sent any more, the ACK excepted. */
    void failBoth(MuxException cause) {
        inbound.fail(cause);
        failWriter(cause);
        owed.keepOnlyAnswer();
        touch();
    }

    /** C-21: what was written on a channel that the peer has not accepted was not sent. */
    private void failWriter(MuxException cause) {
        if (admission == Admission.ASKED) {
            outbound.failUnsent(cause);
        } else {
            outbound.fail(cause);
        }
    }

    /** C-7: before its answer the peer has nothing else to say on the channel. */
    void checkAnswered() {
        if (admission == Admission.ASKED) {
            throw Rule.ANSWER_FIRST.violated("a frame on " + this + " before its ACK");
        }
    }

    /** The ACK has come, with the codec for both directions: that of the OPEN, or none (H-3, H-18). */
    void acknowledged(int codec) {
        if (codec != 0 && codec != head.codec()) {
            throw Rule.VALUE_IN_RANGE.violated("an ACK agrees to codec " + codec + ", which was not asked for");
        }
        Codec agreed = session.codecs().of(codec);
        if (agreed == null) {
            outbound.ceaseCompressing();
        } else {
            inbound.inflate(agreed);
        }
        answered();
    }

    /** The answer to the OPEN has come, or is in the batch. */
    void answered() {
        admission = Admission.ANSWERED;
    }

    void opened(int takenId) {
        id = takenId;
        openedAt = session.clockwork().now();
        admission = Admission.ASKED;
    }

    void closedUnanswered() {
        closedUnanswered = true;
    }

    boolean isClosedUnanswered() {
        return closedUnanswered;
    }

    /** Asks to be looked at in this turn. */
    void touch() {
        if (!touched) {
            touched = true;
            session.touched(this);
        }
    }

    /** Tells the observer and then draws the conclusions: which frames are owed, whether there is data to schedule. */
    void settle() {
        touched = false;
        freeIfDone();
        observer.changed();
        if (freed || session.isEnded()) {
            return;
        }
        Settlement.settle(this);
    }

    /** The peer has changed something: as good as touched, and if that was the end, the channel's place is free. */
    void changedByPeer() {
        touch();
        freeIfDone();
    }

    /** C-29. The observer may open another channel when it hears of the end, so this comes first. */
    void freeIfDone() {
        boolean over = admission.isSettled() && inbound.isOver() && outbound.isOver();
        if (over && owed.isPointless(inbound, outbound) && !freed && !session.isEnded()) {
            freed = true;
            owed.takeAll();
            session.channels().free(this);
        }
    }

    /** Whether bytes and messages are still granted: to a plain peer also after its reader has gone (P-16). */
    boolean mayGrant() {
        if (!admission.isOnTheWire()) {
            return false; // OPEN or its answer comes first (C-28)
        }
        return inbound.isOpen() || (isPlain() && inbound.state() == Direction.STOPPED && !outbound.isOver());
    }

    Owed owed() {
        return owed;
    }

    /** Whether there is a control frame to be written now; before the answer to the peer's OPEN nothing is (C-7). */
    boolean owesFrames() {
        return !owed.isEmpty() && (admission != Admission.OFFERED || owed.includesAnswer());
    }

    @Nullable
    ErrorPayload lastWords() {
        return lastWords;
    }

    boolean isPlain() {
        return session.agreement().isPlain();
    }

    /** As {@link Agreement#splits}. */
    boolean splits(int size) {
        return session.agreement().splits(size);
    }

    /** As {@link Agreement#waitsToGoWhole}. */
    boolean waitsToGoWhole(int size) {
        return session.agreement().waitsToGoWhole(size);
    }

    /** Whether the connection can write, so that more may be taken from the writer. */
    boolean mayAsk() {
        return session.mayAsk(this);
    }

    int largestFrame() {
        return session.agreement().largestFrameToSend();
    }

    Session session() {
        return session;
    }

    Admission admission() {
        return admission;
    }

    /**
     * The channel's number on the wire.
     *
     * @return the unsigned id; 0 while an opened channel has none yet
     */
    public int id() {
        return id;
    }

    long openedAt() {
        return openedAt;
    }

    int weight() {
        return head.weight();
    }

    Listing listing() {
        return listing;
    }

    @Override
    public String toString() {
        String number = admission == Admission.REQUESTED ? "channel" : "channel " + Integer.toUnsignedString(id);
        return head.name().isEmpty() ? number : number + " '" + head.name() + "'";
    }
}
