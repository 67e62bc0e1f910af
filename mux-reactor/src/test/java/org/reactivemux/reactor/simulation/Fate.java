package org.reactivemux.reactor.simulation;

import java.util.List;
import java.util.Random;

/** How a channel ends and by whose doing, which is all that is random about its end. */
enum Fate {
    /** Both sides send all they have and read to the end. */
    BOTH_COMPLETE,
    /** The same, but opened by {@code open} and not by {@code exchange}. */
    BOTH_COMPLETE_ONCE_OPEN,
    /** The handler sends back what it reads. */
    ECHOED,
    /** The opener cancels its exchange when it has enough. */
    OPENER_CANCELS,
    /** The handler cancels its reading when it has enough, and sends all it has. */
    HANDLER_STOPS,
    /** The handler sends all it has and never reads. */
    HANDLER_IGNORES,
    /** The opener's publisher fails. */
    OPENER_FAILS,
    /** The handler reads for a while and fails. */
    HANDLER_FAILS,
    /** The handler's publisher fails. */
    HANDLERS_PUBLISHER_FAILS,
    /** The opener's publisher emits a message that the other side does not take. */
    TOO_LARGE,
    /** No handler has the channel's name. */
    REFUSED;

    private static final List<Fate> ALL = List.of(values());

    static Fate random(Random random) {
        return ALL.get(random.nextInt(ALL.size()));
    }
}
