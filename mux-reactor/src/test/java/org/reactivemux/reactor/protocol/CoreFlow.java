package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the wire has seen of one direction of one channel: what its writer has sent and its reader has granted, and how
 * much of either has arrived. Counts frames, knows nothing of the sessions.
 */
final class CoreFlow {
    private final long window;
    private final long credit;
    private long bytesSent;
    private long bytesArrived;
    private long messagesSent;
    private long messagesArrived;
    private final List<Long> ends = new ArrayList<>();
    private long bytesGranted;
    private long bytesGrantArrived;
    private long messagesGranted;
    private long messagesGrantArrived;
    private boolean lifted;
    private boolean liftArrived;
    private boolean sentInside;
    private boolean arrivedInside;

    /** @param credit messages, or {@link Frame#UNBOUNDED} */
    CoreFlow(int window, int credit) {
        this.window = window;
        this.credit = credit == Frame.UNBOUNDED ? 0 : credit;
        this.lifted = credit == Frame.UNBOUNDED;
        this.liftArrived = lifted;
    }

    void sent(Frame data) {
        bytesSent += data.payload().remaining();
        messagesSent += sentInside ? 0 : 1;
        sentInside = (data.flags() & Frame.MORE) != 0;
        if (!sentInside) {
            ends.add(bytesSent);
        }
    }

    void arrived(Frame data) {
        bytesArrived += data.payload().remaining();
        messagesArrived += arrivedInside ? 0 : 1;
        arrivedInside = (data.flags() & Frame.MORE) != 0;
    }

    void granted(Frame grant) {
        ByteBuffer payload = grant.payload();
        bytesGranted += payload.getInt();
        int messages = payload.hasRemaining() ? payload.getInt() : 0;
        if (messages == Frame.UNBOUNDED) {
            lifted = true;
        } else {
            messagesGranted += messages;
        }
    }

    void grantArrived(Frame grant) {
        ByteBuffer payload = grant.payload();
        bytesGrantArrived += payload.getInt();
        int messages = payload.hasRemaining() ? payload.getInt() : 0;
        if (messages == Frame.UNBOUNDED) {
            liftArrived = true;
        } else {
            messagesGrantArrived += messages;
        }
    }

    /** The bytes that the writer may still send. */
    long writersWindow() {
        return window + bytesGrantArrived - bytesSent;
    }

    /** The bytes that the reader must still be ready for. */
    long readersWindow() {
        return window + bytesGranted - bytesArrived;
    }

    /** The messages that the writer may still begin, unless {@link #isWriterUnbounded}. */
    long writersCredit() {
        return credit + messagesGrantArrived - messagesSent;
    }

    /** The messages that the reader must still be ready for, unless {@link #isReaderUnbounded}. */
    long readersCredit() {
        return credit + messagesGranted - messagesArrived;
    }

    boolean isWriterUnbounded() {
        return liftArrived;
    }

    boolean isReaderUnbounded() {
        return lifted;
    }

    /** The messages that the reader has let the writer begin so far. */
    long messagesLent() {
        return credit + messagesGranted;
    }

    long initialCredit() {
        return credit;
    }

    long bytesSent() {
        return bytesSent;
    }

    long bytesArrived() {
        return bytesArrived;
    }

    /** The bytes of the first messages, as they were sent. */
    long bytesOf(int messages) {
        return messages == 0 ? 0 : ends.get(messages - 1);
    }

    boolean isInsideMessage() {
        return sentInside;
    }
}
