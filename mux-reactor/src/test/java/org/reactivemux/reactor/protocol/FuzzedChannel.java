package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.ErrorCode;
import org.reactivemux.MessageTooLargeException;
import org.reactivemux.MuxException;

/** The program at one channel of the session, and what must hold of the channel after every step. */
final class FuzzedChannel implements ChannelObserver {
    private static final int MOST_ASKED = 64;

    private final FuzzPeer peer;
    private final Channel channel;
    private final int window;
    private Direction inbound = Direction.OPEN;
    private Direction outbound = Direction.OPEN;
    private @Nullable MuxException inboundFailure;
    private @Nullable MuxException outboundFailure;
    private boolean decided;
    private boolean paused;
    private long demand;
    private long taken;
    private long sent;

    FuzzedChannel(FuzzPeer peer, Channel channel, int window) {
        this.peer = peer;
        this.channel = channel;
        this.window = window;
        this.decided = channel.admission() != Admission.OFFERED;
        channel.observe(this);
    }

    int id() {
        return channel.id();
    }

    Channel channel() {
        return channel;
    }

    /** The bytes that the peer may send at once; 0 if it may not begin a message. */
    int welcome() {
        boolean credit = channel.isPlain() || channel.inbound().credit().left() != 0;
        return credit ? channel.inbound().window().left() : 0;
    }

    @Override
    public void changed() {
        read();
        while (channel.inbound().discarded() != null) {
            FuzzFinding.unless(!channel.inbound().isOpen(), "messages of an open direction were dropped", channel);
        }
        while (channel.outbound().discarded() != null) {
            FuzzFinding.unless(channel.outbound().isOver(), "messages of an open direction were dropped", channel);
        }
    }

    private void read() {
        while (!paused) {
            ByteBuffer message = channel.inbound().next();
            if (message == null) {
                return;
            }
            FuzzFinding.unless(demand > 0, "a message that was not requested", channel);
            demand -= demand == Long.MAX_VALUE ? 0 : 1;
            if (peer.isAccountable()) {
                peer.channel(channel.id()).delivered(message, taken);
            }
            taken += message.remaining();
        }
    }

    /** Until the channel is accepted or refused its program has not begun. */
    void act(FuzzInput input) {
        if (!decided) {
            decide(input);
            return;
        }
        switch (input.below(12)) {
            case 0, 1 -> request(1 + input.next());
            case 2 -> request(Long.MAX_VALUE);
            case 3 -> paused = true;
            case 4 -> {
                paused = false;
                channel.observe(this);
            }
            case 5 -> send(FuzzPattern.heap(sent, input.size()));
            case 6 -> send(FuzzPattern.direct(sent, 2 * input.size()));
            case 7 -> sendAsAsked(input.size());
            case 8 -> channel.completeSending();
            case 9 -> channel.stopReceiving();
            case 10 -> channel.finish();
            default -> {
                ErrorCode code = new ErrorCode(input.number());
                channel.abort(code, "aborted", new ChannelException(code, "aborted here"));
            }
        }
    }

    private void decide(FuzzInput input) {
        decided = true;
        if (input.below(4) > 0) {
            channel.accept();
        } else {
            channel.refuse(input.flag() ? ErrorCode.REFUSED : ErrorCode.NO_HANDLER, "refused");
        }
    }

    private void request(long messages) {
        demand = demand + messages < 0 ? Long.MAX_VALUE : demand + messages;
        channel.request(messages);
    }

    private void sendAsAsked(int size) {
        int asked = channel.outbound().ask();
        for (int n = 0; n < Math.min(asked, MOST_ASKED); n++) {
            send(FuzzPattern.heap(sent, size));
        }
    }

    private void send(ByteBuffer message) {
        try {
            int size = message.remaining();
            if (channel.send(message)) {
                sent += size;
            }
        } catch (MessageTooLargeException refused) {
            channel.abort(refused.code(), "", refused);
        }
    }

    /** What holds at any time. */
    void check() {
        inbound = followed(inbound, channel.inbound().state());
        FuzzFinding.unless(outbound != Direction.ENDED || !channel.outbound().isStopped(), "stopped too late", channel);
        outbound = followed(outbound, channel.outbound().state());
        inboundFailure = keeps(inboundFailure, channel.inbound().failure());
        outboundFailure = keeps(outboundFailure, channel.outbound().failure());
        int left = channel.inbound().window().left();
        int owed = channel.inbound().window().owed();
        FuzzFinding.unless(left >= 0 && owed >= 0 && left + owed <= mostWindow(), "the window is too large", channel);
        FuzzFinding.unless(early() >= 0 || inbound != Direction.OPEN, "window was lost", channel);
        FuzzFinding.unless(channel.outbound().allowance().window() >= 0, "more was sent than granted", channel);
        FuzzFinding.unless(channel.outbound().queuedBytes() >= 0, "less than nothing is queued", channel);
    }

    /** Whether what has come is held for the reader. */
    boolean isDelivering() {
        return inbound == Direction.OPEN || inbound == Direction.ENDED;
    }

    /** Bytes that are held beyond the window, by a reservation (W-13). */
    long early() {
        Inbound in = channel.inbound();
        if (isOverAndRead()) {
            return 0;
        }
        return in.window().left()
                + in.window().owed()
                + in.queuedBytes()
                - window
                - in.window().growth();
    }

    /** What the window had grown by is not counted any more then. */
    private boolean isOverAndRead() {
        return inbound == Direction.ENDED && channel.inbound().queuedBytes() == 0;
    }

    private int mostWindow() {
        boolean counted = inbound == Direction.OPEN || channel.isPlain();
        int growth = channel.inbound().window().growth();
        return counted && !channel.inbound().isOver()
                ? window + growth
                : Math.max(window, channel.session().agreement().largestWindow());
    }

    private Direction followed(Direction before, Direction now) {
        boolean allowed = before == now
                || switch (before) {
                    case OPEN -> true;
                    case ENDING -> now != Direction.OPEN;
                    case ENDED -> now == Direction.STOPPED;
                    case STOPPED, FAILED -> false;
                };
        FuzzFinding.unless(allowed, "a state that was left for good came back", channel);
        return now;
    }

    private @Nullable MuxException keeps(@Nullable MuxException before, @Nullable MuxException now) {
        FuzzFinding.unless(before == null || before == now, "one failure was replaced by another", channel);
        return now;
    }

    /** What holds when all was written and flushed that could be: nothing that may go on stands still. */
    void checkAtRest() {
        boolean answered = channel.admission() == Admission.ASKED || channel.admission() == Admission.ANSWERED;
        FuzzFinding.unless(!answered || !channel.outbound().isSendable(), "data stands still", channel);
        boolean waits = channel.inbound().isOpen() && answered && demand > 0 && !paused;
        FuzzFinding.unless(!waits || mayReceive(), "demand stands still", channel);
        boolean over = channel.inbound().isOver() && channel.outbound().isOver();
        boolean kept = channel.session().channels().get(channel.id()) == channel;
        FuzzFinding.unless(
                !over || channel.admission() != Admission.ANSWERED || !kept, "a channel that is over is kept", channel);
    }

    /** W-15: nothing is owed to a peer that has nothing left; what it lacks then is what is held for the reader. */
    private boolean mayReceive() {
        Inbound in = channel.inbound();
        boolean held = in.queuedBytes() > 0;
        boolean room = in.window().left() > 0 || (in.window().owed() == 0 && held);
        boolean credit = in.credit().left() != 0 || (!in.credit().isOwed() && held);
        return room && (credit || channel.isPlain());
    }

    /** What holds behind the end of the connection: both directions are over, and nothing is kept. */
    void checkOver() {
        paused = false;
        request(Long.MAX_VALUE);
        changed();
        Inbound in = channel.inbound();
        FuzzFinding.unless(in.isComplete() || in.isStopped() || in.failure() != null, "its reader waits", channel);
        Outbound out = channel.outbound();
        boolean told = out.isStopped() || out.failure() != null || out.isWritten();
        FuzzFinding.unless(told, "its writer waits", channel);
        FuzzFinding.unless(out.queuedMessages() == 0, "messages are kept", channel);
    }
}
