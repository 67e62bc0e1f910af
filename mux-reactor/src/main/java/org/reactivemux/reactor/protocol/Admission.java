package org.reactivemux.reactor.protocol;

/**
 * How far a channel has come to be.
 *
 * <pre>
 *   opened here:  REQUESTED -- OPEN written --> ASKED -- ACK or refusal --> ANSWERED
 *   opened there: OFFERED -- ACK or refusal written --> ANSWERED
 * </pre>
 */
enum Admission {
    REQUESTED,
    ASKED,
    OFFERED,
    ANSWERED;

    /** Whether this side may send more than its OPEN or its answer, which come first (C-7, C-28). */
    boolean isOnTheWire() {
        return this == ASKED || this == ANSWERED;
    }

    /** Whether nobody waits for an answer any more, or not yet (C-15, C-18). */
    boolean isSettled() {
        return this == ANSWERED || this == REQUESTED;
    }
}
