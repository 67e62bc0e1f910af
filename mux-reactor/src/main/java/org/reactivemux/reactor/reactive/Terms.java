package org.reactivemux.reactor.reactive;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxObserver;
import org.reactivemux.MuxOptions;
import org.reactivemux.MuxRouter;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.reactor.protocol.Codecs;

/**
 * On what terms a side takes part in a connection.
 *
 * @param options what it accepts
 * @param routes the handlers for channels that the peer opens
 * @param authoriser asked before anything of the peer is read, or null to listen to everybody
 * @param observers look on, in this order
 */
public record Terms(
        MuxOptions options, Routes routes, @Nullable PeerAuthoriser authoriser, List<MuxObserver> observers) {
    /** The default options, no handlers, ears for everybody, and nobody who looks on. */
    public static final Terms DEFAULT = new Terms(MuxOptions.defaults(), Routes.none(), null, List.of());

    static {
        Codecs.load(); // whoever makes terms is not on an event loop yet
    }

    /**
     * Sets the options.
     *
     * @param changed in place of those there are
     * @return a changed copy
     */
    public Terms with(MuxOptions changed) {
        return new Terms(Objects.requireNonNull(changed, "options"), routes, authoriser, observers);
    }

    /**
     * Sets the authoriser.
     *
     * @param deciding in place of the one there is
     * @return a changed copy
     */
    public Terms guardedBy(PeerAuthoriser deciding) {
        return new Terms(options, routes, Objects.requireNonNull(deciding, "authoriser"), observers);
    }

    /**
     * Adds an observer.
     *
     * @param looking beside those there are
     * @return a changed copy
     */
    public Terms observedBy(MuxObserver looking) {
        List<MuxObserver> more = new ArrayList<>(observers);
        more.add(Objects.requireNonNull(looking, "observer"));
        return new Terms(options, routes, authoriser, List.copyOf(more));
    }

    /**
     * The terms of a connection behind another, which is decorated in its stead.
     *
     * @return a changed copy, by which observers are told the same, and put nothing before the connection
     */
    public Terms behindAnother() {
        List<MuxObserver> tellingOnly =
                observers.stream().<MuxObserver>map(OnlyTold::new).toList();
        return new Terms(options, routes, authoriser, tellingOnly);
    }

    /**
     * What observers make of a connection.
     *
     * @param connection that stands before others
     * @return the same, or what is in front of it
     */
    public MuxConnection decorate(MuxConnection connection) {
        return new Witness(observers).decorate(connection);
    }

    /**
     * Sets the handler for channels without a name.
     *
     * @param handler for them
     * @return a changed copy
     */
    public Terms with(MuxHandler handler) {
        Routes more = routes.withDefault(Objects.requireNonNull(handler, "handler"));
        return new Terms(options, more, authoriser, observers);
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
        return new Terms(options, more, authoriser, observers);
    }

    /**
     * Sets who finds the handlers of the names that have none of their own.
     *
     * @param router asked for each of their channels
     * @return a changed copy
     */
    public Terms routedBy(MuxRouter router) {
        return new Terms(options, routes.withOthers(Objects.requireNonNull(router, "router")), authoriser, observers);
    }
}
