package org.reactivemux.reactor.protocol;

/** What the peer lets this side send on one channel: bytes of window and messages of credit (docs/protocol.md, W-7, W-8). */
final class Allowance {
    private int window;
    private int credit;
    private boolean unbounded;

    /** @param credit messages, or {@link FrameFormat#UNBOUNDED} */
    Allowance(int window, int credit) {
        this.window = window;
        this.unbounded = credit == FrameFormat.UNBOUNDED;
        this.credit = unbounded ? 0 : credit;
    }

    int window() {
        return window;
    }

    /** Messages that may still be started; as good as endless when unbounded. */
    int credit() {
        return unbounded ? Integer.MAX_VALUE : credit;
    }

    boolean isUnbounded() {
        return unbounded;
    }

    void grantBytes(int bytes) {
        window = sum(window, bytes, "bytes");
    }

    void grantMessages(int messages) {
        if (messages == FrameFormat.UNBOUNDED) {
            unbounded = true;
        } else if (!unbounded) {
            credit = sum(credit, messages, "messages");
        }
    }

    void use(int bytes) {
        if (bytes > window) {
            throw new IllegalStateException("sending " + bytes + " bytes into a window of " + window);
        }
        window -= bytes;
    }

    void useMessage() {
        if (!unbounded) {
            if (credit == 0) {
                throw new IllegalStateException("sending a message without credit");
            }
            credit--;
        }
    }

    /** W-3: the limit is on what is outstanding. */
    private static int sum(int outstanding, int granted, String unit) {
        if (granted < 0 || outstanding + granted < 0) {
            throw Rule.GRANT_OVERFLOW.violated("a grant of %s %s on top of %d is over 2^31-1"
                    .formatted(Integer.toUnsignedString(granted), unit, outstanding));
        }
        return outstanding + granted;
    }
}
