package org.reactivemux.reactor.protocol;

/**
 * Which control frames a channel owes. They are not queued: each is a bit of {@link ControlFrames}, and the frame is
 * built from the channel's state of the moment when it is written.
 */
final class Owed {
    private static final int ANSWER = ControlFrames.ACK | ControlFrames.REFUSAL;

    /** Two ACKs of a plain channel, for its OPEN and its CLOSE, keep their order. */
    private static final int ANSWERS = ANSWER | ControlFrames.CLOSE_ACK;

    private int frames;

    void add(int frame) {
        frames |= frame;
    }

    boolean includes(int frame) {
        return (frames & frame) != 0;
    }

    boolean includesAnswer() {
        return (frames & ANSWER) != 0;
    }

    /** The channel has failed: of all it owed only the answer to the peer's OPEN must still go out (C-15). */
    void keepOnlyAnswer() {
        frames &= ANSWERS;
    }

    boolean isEmpty() {
        return frames == 0;
    }

    /** Whether none of it need be written any more once both directions are over: the peer has said as much itself. */
    boolean isPointless(Inbound inbound, Outbound outbound) {
        int pointless = ControlFrames.GRANT | ControlFrames.FIN;
        if (inbound.isEndSeen()) {
            pointless |= ControlFrames.STOP | (outbound.isStopSeen() ? ControlFrames.ERROR : 0);
        }
        return (frames & ~pointless) == 0;
    }

    int takeAll() {
        int taken = frames;
        frames = 0;
        return taken;
    }
}
