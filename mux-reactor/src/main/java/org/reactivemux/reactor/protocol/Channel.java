package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.ErrorCode;
import org.reactivemux.MessageTooLargeException;
import org.reactivemux.MuxException;

/**
 * One channel: two directions, how it was opened, and which control frames it owes.
 *
 * <pre>
 *   opened here:  REQUESTED -- OPEN written --> ASKED -- ACK or refusal --> ANSWERED
 *   opened there: OFFERED -- ACK or refusal written --> ANSWERED
 * </pre>
 *
 * It is freed when both directions are over, it was answered, and it owes nothing (docs/protocol.md, C-29).
 */
public final class Channel {

    enum Admission {
        REQUESTED,
        ASKED,
        OFFERED,
        ANSWERED
    }

    private final Session session;
    private final ChannelHead head;
    private final Inbound inbound;
    private final Outbound outbound;
    private ChannelObserver observer = () -> {};
    private Admission admission;
    private int id; // until the OPEN is written, only a key among those requested
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
        boolean ours = admission == Admission.REQUESTED;
        int creditFromPeer = ours
                ? session.peer().initialCredit()
                : head.initialCredit().orElse(session.peer().initialCredit());
        int prefetch = ours
                ? head.initialCredit().orElse(session.options().prefetch())
                : session.options().prefetch();
        this.inbound = new Inbound(this, session.agreement().receiveWindow(), isPlain() ? FrameFormat.UNBOUNDED : prefetch);
        this.outbound = new Outbound(this, session.peer().initialWindow(), creditFromPeer);
        if (ours) {
            owed.add(ControlFrames.OPEN);
        }
    }

    /**
     * The direction from the peer.
     *
     * @return never null
     */
    public Inbound inbound() {
        return inbound;
    }

    /**
     * The direction to the peer.
     *
     * @return never null
     */
    public Outbound outbound() {
        return outbound;
    }

    /**
     * What the OPEN said.
     *
     * @return never null
     */
    public ChannelHead head() {
        return head;
    }

    /** Whether the peer has accepted the channel, or this side has the peer's. */
    public boolean isAnswered() {
        return admission == Admission.ANSWERED;
    }

    /**
     * Whether either direction ended by an error, or with the connection.
     *
     * @return true if the channel did not end in good order
     */
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

    /** Accepts a channel that the peer opened. */
    public void accept() {
        session.channels().accepted(this);
        owe(ControlFrames.ACK);
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
        failBoth(new ChannelRefusedException(code, reason));
        lastWords = new ErrorPayload(code, reason);
        owe(ControlFrames.REFUSAL);
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
        if (isPlain()) {
            inbound.giveBackQueued();
        } else if (tell) {
            owe(ControlFrames.STOP);
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
        int size = message.remaining();
        int most = session.peer().largestMessage();
        if (size > most && !splits(size)) {
            throw new MessageTooLargeException(
                    size,
                    most,
                    isPlain()
                            ? "the option splitForPlainPeers sends it as several smaller ones"
                            : "the peer's option largestMessage is what it takes");
        }
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

    /** L-3: the peer wants nothing more of a channel it opened. Before anything was sent to it, it was opened in vain. */
    private void givenUpByPeer() {
        if (!session.role().owns(id) && !outbound.isOver() && outbound.messages() == 0) {
            session.floods().reset();
        }
    }

    /** The peer's STOP (C-24). */
    void stoppedByPeer() {
        givenUpByPeer();
        outbound.stop();
    }

    /** The peer's ERROR: it sends nothing more on the channel (C-27). */
    void failedByPeer(MuxException cause) {
        givenUpByPeer();
        inbound.endSeen();
        failBoth(cause);
        freeIfDone();
    }

    /** The peer has not accepted the channel, so what was written on it was not sent either (C-21). */
    void refusedByPeer(MuxException cause) {
        outbound.failUnsent(cause);
        admission = Admission.ANSWERED;
        failedByPeer(cause);
    }

    /** The peer has answered the OPEN. */
    void answered() {
        admission = Admission.ANSWERED;
        changedByPeer();
    }

    /** The answer to the peer's OPEN is in the batch. */
    void answerWritten() {
        admission = Admission.ANSWERED;
    }

    void opened(int takenId) {
        id = takenId;
        admission = Admission.ASKED;
    }

    /** The peer's CLOSE without flags: both directions end (C-26). A plain peer has no other way to end in good order. */
    void closed() {
        if (!isPlain() || inbound.messages() == 0) {
            givenUpByPeer();
        }
        inbound.closed();
        outbound.stop();
        owed.keepOnlyAnswer();
        changedByPeer();
    }

    /** A plain peer's CLOSE before the answer to its OPEN, which must come first (C-15, P-5). */
    void closedUnanswered() {
        closedUnanswered = true;
        session.channels().closedUnanswered();
        closed();
        owe(ControlFrames.CLOSE_ACK);
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
        boolean answered = admission == Admission.ANSWERED || admission == Admission.REQUESTED;
        boolean over = answered && inbound.isOver() && outbound.isOver();
        if (over && owed.isOnly(pointless()) && !freed && !session.isEnded()) {
            freed = true;
            owed.takeAll();
            session.channels().free(this);
        }
    }

    /** Frames that need not be written any more once both directions are over: the peer has said as much itself. */
    private int pointless() {
        int always = ControlFrames.GRANT | ControlFrames.FIN;
        if (!inbound.isEndSeen()) {
            return always;
        }
        return always | ControlFrames.STOP | (outbound.isStopSeen() ? ControlFrames.ERROR : 0);
    }

    /** Whether bytes and messages are still granted: to a plain peer also after its reader has gone (P-16). */
    boolean mayGrant() {
        if (admission != Admission.ASKED && admission != Admission.ANSWERED) {
            return false; // OPEN or its answer comes first (C-28)
        }
        return inbound.isOpen() || (isPlain() && inbound.state() == Direction.STOPPED && !outbound.isOver());
    }

    void owe(int frame) {
        owed.add(frame);
    }

    int takeOwed() {
        return owed.takeAll();
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

    /** Whether a message of that size goes to a plain peer in pieces. */
    boolean splits(int size) {
        return isPlain()
                && size > PlainDialect.LARGEST_MESSAGE
                && session.options().splitForPlainPeers();
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

    int id() {
        return id;
    }

    int weight() {
        return head.weight();
    }

    Listing listing() {
        return listing;
    }

    ChannelSnapshot snapshot() {
        Allowance allowance = outbound.allowance();
        return new ChannelSnapshot(
                admission == Admission.REQUESTED ? 0 : id,
                head.name(),
                inbound.state(),
                outbound.state(),
                allowance.isUnbounded() ? -1 : allowance.credit(),
                allowance.window(),
                outbound.queuedMessages(),
                outbound.queuedBytes(),
                inbound.credit().left(),
                inbound.window().left(),
                inbound.queuedBytes(),
                outbound.messages(),
                inbound.messages());
    }

    @Override
    public String toString() {
        String number = admission == Admission.REQUESTED ? "channel" : "channel " + Integer.toUnsignedString(id);
        return head.name().isEmpty() ? number : number + " '" + head.name() + "'";
    }
}
