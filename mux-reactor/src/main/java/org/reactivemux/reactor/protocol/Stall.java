package org.reactivemux.reactor.protocol;

/**
 * Whether the output moves (docs/protocol.md, L-9): while something waits in the socket, the peer has to take some of it
 * now and then.
 */
final class Stall {
    private final long timeout;
    private long unwritten;
    private long deadline;
    private boolean secondLook;

    Stall(long timeout, long now) {
        this.timeout = timeout;
        this.deadline = now + timeout;
    }

    /**
     * Whether nothing has moved for too long. As with silence the last step comes a little later: this side may have
     * stood still itself and not have written what the peer would have taken.
     */
    boolean look(long now, long stillUnwritten) {
        if (stillUnwritten == 0 || stillUnwritten != unwritten) {
            unwritten = stillUnwritten;
            deadline = now + timeout;
            secondLook = false;
            return false;
        }
        if (now - deadline < 0) {
            return false;
        }
        if (secondLook) {
            return true;
        }
        secondLook = true;
        deadline = now + timeout / 16;
        return false;
    }

    long deadline() {
        return deadline;
    }
}
