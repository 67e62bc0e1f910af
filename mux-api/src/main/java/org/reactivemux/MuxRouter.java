package org.reactivemux;

import org.jspecify.annotations.Nullable;

/** Finds the handlers of channels whose names are not known beforehand, such as {@code quotes.ACME}. */
@FunctionalInterface
public interface MuxRouter {

    /**
     * Looks for a handler. Asked once for each channel with a name that no handler was set for, on the connection's event
     * loop, and must not block. What it throws fails the channel as if the handler had failed.
     *
     * @param name the channel's name, never empty
     * @return who serves the channel, or null to refuse it with {@link ErrorCode#NO_HANDLER}
     */
    @Nullable
    MuxHandler find(String name);
}
