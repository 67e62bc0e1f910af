package org.reactivemux.reactor.reactive;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxObserver;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerAuthoriser;

/**
 * On what terms a side takes part in a connection.
 *
 * @param options what it accepts
 * @param routes the handlers for channels that the peer opens
 * @param authoriser asked before anything of the peer is read, or null to listen to everybody
 * @param observer looks on, or null if nobody does
 */
public record Terms(
        MuxOptions options,
        Routes routes,
        @Nullable PeerAuthoriser authoriser,
        @Nullable MuxObserver observer) {
    /** The default options, no handlers, ears for everybody, and nobody who looks on. */
    public static final Terms DEFAULT = new Terms(MuxOptions.defaults(), Routes.none(), null, null);

    /**
     * Sets the options.
     *
     * @param changed in place of those there are
     * @return a changed copy
     */
    public Terms with(MuxOptions changed) {
        return new Terms(Objects.requireNonNull(changed, "options"), routes, authoriser, observer);
    }

    /**
     * Sets the authoriser.
     *
     * @param deciding in place of the one there is
     * @return a changed copy
     */
    public Terms guardedBy(PeerAuthoriser deciding) {
        return new Terms(options, routes, Objects.requireNonNull(deciding, "authoriser"), observer);
    }

    /**
     * Adds an observer.
     *
     * @param looking beside those there are
     * @return a changed copy
     */
    public Terms observedBy(MuxObserver looking) {
        Objects.requireNonNull(looking, "observer");
        return new Terms(options, routes, authoriser, observer == null ? looking : observer.and(looking));
    }

    /**
     * Sets the handler for channels without a name.
     *
     * @param handler for them
     * @return a changed copy
     */
    public Terms with(MuxHandler handler) {
        Routes more = routes.withDefault(Objects.requireNonNull(handler, "handler"));
        return new Terms(options, more, authoriser, observer);
    }

    /**
     * Adds a handler for the channels of a name.
     *
     * @param name the channels' name
     * @param handler for them
     * @return a changed copy
     */
    public Terms with(String name, MuxHandler handler) {
        Routes more = routes.with(Objects.requireNonNull(name, "name"), Objects.requireNonNull(handler, "handler"));
        return new Terms(options, more, authoriser, observer);
    }
}
