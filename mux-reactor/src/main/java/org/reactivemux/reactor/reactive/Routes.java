package org.reactivemux.reactor.reactive;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxRouter;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/**
 * Which handler serves a channel that the peer opens: by name, a router for the names that have none, and a default for
 * channels without a name. Immutable.
 */
public final class Routes {
    private static final Routes NONE = new Routes(Map.of(), name -> null, null);

    private final Map<String, MuxHandler> byName;
    private final MuxRouter others;
    private final @Nullable MuxHandler unnamed;

    private Routes(Map<String, MuxHandler> byName, MuxRouter others, @Nullable MuxHandler unnamed) {
        this.byName = byName;
        this.others = others;
        this.unnamed = unnamed;
    }

    /**
     * No handlers: every channel is refused.
     *
     * @return the empty routes
     */
    public static Routes none() {
        return NONE;
    }

    /**
     * Adds or replaces the handler of a name.
     *
     * @param name not empty
     * @param handler for channels of that name
     * @return changed routes
     */
    public Routes with(String name, MuxHandler handler) {
        if (name.isEmpty()) {
            return withDefault(handler);
        }
        Map<String, MuxHandler> changed = new HashMap<>(byName);
        changed.put(name, handler);
        return new Routes(Map.copyOf(changed), others, unnamed);
    }

    /**
     * Sets who finds the handlers of the names that have none of their own.
     *
     * @param router asked for each of their channels
     * @return changed routes
     */
    public Routes withOthers(MuxRouter router) {
        return new Routes(byName, router, unnamed);
    }

    /**
     * Sets the handler of channels without a name.
     *
     * @param handler for them
     * @return changed routes
     */
    public Routes withDefault(MuxHandler handler) {
        return new Routes(byName, others, handler);
    }

    void serve(ReactiveChannel channel, Witness witness) {
        String name = channel.name();
        MuxHandler handler = name.isEmpty() ? unnamed : find(name);
        if (handler != null) {
            channel.serve(witness.serving(handler));
        } else {
            String what = name.isEmpty() ? "channels without a name" : "'" + name + "'";
            channel.core().refuse(ErrorCode.NO_HANDLER, "there is no handler for " + what);
        }
    }

    private @Nullable MuxHandler find(String name) {
        MuxHandler own = byName.get(name);
        return own != null ? own : ask(name);
    }

    private @Nullable MuxHandler ask(String name) {
        try {
            return others.find(name);
        } catch (Throwable defect) {
            Exceptions.throwIfJvmFatal(defect);
            return channel -> Mono.error(defect);
        }
    }
}
