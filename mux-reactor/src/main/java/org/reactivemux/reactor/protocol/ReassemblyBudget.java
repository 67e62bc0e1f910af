package org.reactivemux.reactor.protocol;

import java.util.ArrayDeque;

/**
 * The connection's memory for messages larger than their window. Reserved in whole largest messages, first come first
 * served (docs/protocol.md, W-14): partial reservations would let two channels each wait for the other's half.
 */
final class ReassemblyBudget {
    private final ArrayDeque<Reassembly> waiting = new ArrayDeque<>();
    private int free;

    ReassemblyBudget(long bytes, int largestMessage) {
        free = (int) Math.min(Integer.MAX_VALUE, bytes / largestMessage);
    }

    /** Asks for a reservation; true when it is held, else its turn will come. */
    boolean reserve(Reassembly reassembly) {
        if (reassembly.isReserved()) {
            return true;
        }
        if (free > 0 && waiting.isEmpty()) {
            free--;
            reassembly.reserved(true);
            return true;
        }
        if (!waiting.contains(reassembly)) {
            waiting.add(reassembly);
        }
        return false;
    }

    /** Gives back what the reassembly holds or waits for, and serves those whose turn has come. */
    void release(Reassembly reassembly) {
        if (reassembly.isReserved()) {
            reassembly.reserved(false);
            free++;
        } else {
            waiting.remove(reassembly);
        }
        while (free > 0 && !waiting.isEmpty()) {
            free--;
            Reassembly next = waiting.remove();
            next.reserved(true);
            next.channel().touch();
        }
    }
}
