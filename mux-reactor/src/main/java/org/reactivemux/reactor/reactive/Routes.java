package org.reactivemux.reactor.reactive;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxHandler;

/** Which handler serves a channel that the peer opens: by name, and a default for channels without one. Immutable. */
public final class Routes {
    private static final Routes NONE = new Routes(Map.of(), null);

    private final Map<String, MuxHandler> byName;
    private final @Nullable MuxHandler unnamed;

    private Routes(Map<String, MuxHandler> byName, @Nullable MuxHandler unnamed) {
        this.byName = byName;
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
        return new Routes(Map.copyOf(changed), unnamed);
    }

    /**
     * Sets the handler of channels without a name.
     *
     * @param handler for them
     * @return changed routes
     */
    public Routes withDefault(MuxHandler handler) {
        return new Routes(byName, handler);
    }

    void serve(ReactiveChannel channel, Witness witness) {
        String name = channel.name();
        MuxHandler handler = name.isEmpty() ? unnamed : byName.get(name);
        if (handler != null) {
            channel.serve(witness.serving(handler));
        } else {
            String what = name.isEmpty() ? "channels without a name" : "'" + name + "'";
            channel.core().refuse(ErrorCode.NO_HANDLER, "there is no handler for " + what);
        }
    }
}
