package org.reactivemux.reactor.protocol;

import org.reactivemux.ProtocolViolationException;

/** Which rule an action breaks. */
final class Breaches {
    private Breaches() {}

    /** The rule's id, or {@code none} when the action succeeds. */
    static String rule(Runnable action) {
        try {
            action.run();
            return "none";
        } catch (ProtocolViolationException violation) {
            return violation.rule();
        }
    }

    /** Whether the action refuses its arguments. */
    static boolean isRefused(Runnable action) {
        try {
            action.run();
            return false;
        } catch (IllegalArgumentException refused) {
            return true;
        }
    }
}
