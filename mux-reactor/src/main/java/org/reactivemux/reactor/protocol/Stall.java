package org.reactivemux.reactor.protocol;

/**
 * Whether the output moves (docs/protocol.md, L-9): while something waits in the socket, the peer has to take some of it
 * now and then.
 */
final class Stall {
    private final long timeout;
    private final SecondLook secondLook;
    private long mark;
    private long flushed;
    private long deadline;

    Stall(long timeout, long now) {
        this.timeout = timeout;
        this.secondLook = new SecondLook(timeout);
        this.deadline = now + timeout;
    }

    /**
     * Whether nothing has been taken for too long.
     *
     * @param now the time
     * @param outputMark 0 if nothing waits, else what changes whenever some of it is taken
     * @param flushedBatch the last batch that was taken whole
     */
    boolean look(long now, long outputMark, long flushedBatch) {
        if (outputMark == 0 || outputMark != mark || flushedBatch != flushed) {
            mark = outputMark;
            flushed = flushedBatch;
            deadline = now + timeout;
        }
        return secondLook.isPassed(now, deadline);
    }

    long deadline() {
        return secondLook.next(deadline);
    }
}
