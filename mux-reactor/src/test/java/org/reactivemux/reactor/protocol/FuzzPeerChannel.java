package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.OptionalInt;
import org.reactivemux.reactor.protocol.FuzzReading.Said;

/** A channel as the peer knows it: what it has sent and granted there, and what it has been sent. */
final class FuzzPeerChannel {
    private final ArrayDeque<Integer> messages = new ArrayDeque<>();
    private long sentBytes;
    private int begun;
    private long grantedBytes;
    private long grantedMessages;
    private long heardBytes;
    private long heardMessages;
    private int heardOfMessage;
    private OptionalInt initialCredit = OptionalInt.empty();
    private boolean begunHere;
    private boolean ended;
    private boolean stopped;
    private boolean over;

    /** What the peer's OPEN has said of it, in place of its hello. */
    void initialCredit(OptionalInt messages) {
        initialCredit = messages;
    }

    OptionalInt initialCredit() {
        return initialCredit;
    }

    /** Bytes for the next DATA of the peer's, as they belong there. */
    ByteBuffer payload(int size) {
        return FuzzPattern.heap(sentBytes, size);
    }

    void dataSent(int size, boolean more) {
        sentBytes += size;
        begun += size;
        if (!more) {
            messages.add(begun);
            begun = 0;
        }
    }

    /** A grant that the session has got, or may still get. */
    void granted(int bytes, int messagesGranted) {
        grantedBytes += Integer.toUnsignedLong(bytes);
        grantedMessages += Integer.toUnsignedLong(messagesGranted);
    }

    /** The session's reader was handed that message as the next one; {@code before} are the bytes before it. */
    void delivered(ByteBuffer message, long before) {
        Integer size = messages.poll();
        FuzzFinding.unless(size != null && size == message.remaining(), "not a message that was sent", message);
        FuzzFinding.unless(FuzzPattern.matches(before, message), "not the bytes that were sent", message);
    }

    /** The OPEN or the answer to it, which comes before all else (C-7, C-28). */
    void begins(Said frame) {
        FuzzFinding.unless(!begunHere, "opened or answered twice", frame);
        begunHere = true;
    }

    boolean hasBegun() {
        return begunHere;
    }

    /** DATA from the session: what C-6, M-1 to M-4, W-4 and W-5 say of it. */
    void data(Said frame, FuzzPeerSettings settings) {
        int size = frame.payload().remaining();
        boolean more = (frame.flags() & Frame.MORE) != 0;
        boolean end = (frame.flags() & Frame.END) != 0;
        FuzzFinding.unless(begunHere && !ended && !over, "DATA before OPEN or behind the end", frame);
        FuzzFinding.unless(FuzzPattern.matches(heardBytes, frame.payload()), "not the bytes of the program", frame);
        FuzzFinding.unless(!more || (size > 0 && !end), "a fragment that is empty or ends the direction", frame);
        heardBytes += size;
        heardMessages += heardOfMessage == 0 ? 1 : 0;
        heardOfMessage = more ? heardOfMessage + size : 0;
        ended = end;
        FuzzFinding.unless(heardBytes <= settings.window() + grantedBytes, "DATA past the window", frame);
        FuzzFinding.unless(heardMessages <= settings.credit() + grantedMessages, "DATA without credit", frame);
        FuzzFinding.unless(size <= settings.largestFrame(), "DATA larger than the peer takes", frame);
        FuzzFinding.unless(heardOfMessage <= settings.largestMessage(), "a message larger than the peer takes", frame);
    }

    /** DATA from the session to a plain peer: a message or a piece of one (W-4, P-10). */
    void plainData(Said frame, FuzzPeerSettings settings) {
        FuzzFinding.unless(!over, "DATA behind the end", frame);
        FuzzFinding.unless(FuzzPattern.matches(heardBytes, frame.payload()), "not the bytes of the program", frame);
        heardBytes += frame.payload().remaining();
        FuzzFinding.unless(heardBytes <= settings.window() + grantedBytes, "DATA past the window", frame);
    }

    /** CLOSE with FIN, STOP or both: each ends its direction once (C-22, M-3). */
    void close(Said frame) {
        boolean fin = (frame.flags() & Frame.FIN) != 0;
        boolean stop = (frame.flags() & Frame.STOP) != 0;
        FuzzFinding.unless(begunHere && !over, "CLOSE before OPEN or behind the end", frame);
        FuzzFinding.unless(fin || stop, "CLOSE without FIN and STOP", frame);
        FuzzFinding.unless(!fin || (!ended && heardOfMessage == 0), "FIN twice or inside a message", frame);
        FuzzFinding.unless(!stop || !stopped, "STOP twice", frame);
        ended |= fin;
        stopped |= stop;
    }

    /** FLOW_CONTROL from the session (W-2, W-19). */
    void grants(Said frame) {
        FuzzFinding.unless(begunHere && !stopped && !over, "a grant before OPEN or behind the end", frame);
        int bytes = frame.payload().getInt(0);
        int count = frame.payload().remaining() == 8 ? frame.payload().getInt(4) : 0;
        FuzzFinding.unless(bytes != 0 || count != 0, "a grant of nothing", frame);
    }

    /** ERROR, or CLOSE in the plain dialect: nothing follows. */
    void over(Said frame) {
        FuzzFinding.unless(!over, "an end behind the end", frame);
        over = true;
    }

    boolean isOver() {
        return over;
    }
}
