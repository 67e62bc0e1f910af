package org.reactivemux.reactor.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxObserver;
import reactor.util.context.ContextView;

/**
 * Observations of exchanges and handlers: one for each {@code exchange}, {@code request} and {@code open} of this side's
 * program, from its subscription to its end, and one for each run of a handler. Where the registry has a tracing handler
 * they become spans, and the trace goes on in the peer's handler, for its context travels in the metadata of the channel.
 *
 * <pre>{@code
 * MuxClient.create().unix("/run/app/mux.sock").observe(MuxObservations.of(registry))
 * }</pre>
 *
 * <p>The parent is the observation in the subscriber's Reactor context, else the thread's current one. The observation is
 * in the Reactor context of what it observes under the key of Micrometer's {@code ObservationThreadLocalAccessor}, so that
 * outbound publishers and what a handler does belong to it, and its thread-local value is restored where automatic
 * context propagation is on. It is the current one while a {@link MuxHandler} is called. Cancelling ends it with the
 * outcome {@code cancelled}, which is no error.
 *
 * <p>What a trace adds to a channel's metadata takes at most 1,024 bytes, and never more than
 * name and metadata leave of a head; entries that do not fit are left out, and so are those of a key that the program has
 * set itself. To a plain peer nothing travels. With a registry that observes nothing, nothing is added to an exchange. What
 * the registry's handlers and conventions throw is logged and has no other effect.
 *
 * <p>Immutable: each method returns a changed copy. Names and key values are those of
 * {@link MuxObservationDocumentation}.
 */
public final class MuxObservations implements MuxObserver {
    /** The key of Micrometer's ObservationThreadLocalAccessor, which needs a further library to be loaded. */
    static final String KEY = "micrometer.observation";

    private final ObservationRegistry registry;
    private final @Nullable MuxExchangeConvention exchanges;
    private final @Nullable MuxHandlerConvention handlers;

    private MuxObservations(
            ObservationRegistry registry,
            @Nullable MuxExchangeConvention exchanges,
            @Nullable MuxHandlerConvention handlers) {
        this.registry = registry;
        this.exchanges = exchanges;
        this.handlers = handlers;
    }

    /**
     * Observations with the default conventions, or the global ones that the registry has for these contexts.
     *
     * @param registry what is told of them
     * @return the observations
     */
    public static MuxObservations of(ObservationRegistry registry) {
        return new MuxObservations(Objects.requireNonNull(registry, "registry"), null, null);
    }

    /**
     * Names exchanges differently.
     *
     * @param convention in place of {@link DefaultMuxExchangeConvention}
     * @return a changed copy
     */
    public MuxObservations exchanges(MuxExchangeConvention convention) {
        return new MuxObservations(registry, Objects.requireNonNull(convention, "convention"), handlers);
    }

    /**
     * Names handlers' runs differently.
     *
     * @param convention in place of {@link DefaultMuxHandlerConvention}
     * @return a changed copy
     */
    public MuxObservations handlers(MuxHandlerConvention convention) {
        return new MuxObservations(registry, exchanges, Objects.requireNonNull(convention, "convention"));
    }

    @Override
    public MuxConnection decorate(MuxConnection connection) {
        return new ObservedConnection(connection, this);
    }

    @Override
    public MuxHandler decorate(MuxHandler handler) {
        return new ObservedHandler(handler, this);
    }

    /** What a handler hears that still sends when its opener has cancelled, or wants no more. */
    private static boolean openerIsGone(Throwable failure) {
        return failure instanceof MuxException cut && cut.code().equals(ErrorCode.CANCELLED);
    }

    boolean isOff() {
        return registry.isNoop();
    }

    /** Starts the observation of an operation, for a subscriber with that Reactor context; null if that fails. */
    @Nullable
    Observed start(MuxExchangeContext context, ContextView subscriber) {
        return Defects.guarded(() -> {
            Observation observation = MuxObservationDocumentation.EXCHANGE.observation(
                    exchanges, DefaultMuxExchangeConvention.INSTANCE, () -> context, registry);
            Observation parent = subscriber.getOrDefault(KEY, null);
            if (parent != null) {
                observation.parentObservation(parent);
            }
            return new Observed(registry, observation.start(), context::ended, failure -> false);
        });
    }

    /** Starts the observation of a handler's run; null if that fails. */
    @Nullable
    Observed start(MuxHandlerContext context) {
        return Defects.guarded(() -> {
            Observation observation = MuxObservationDocumentation.HANDLER.start(
                    handlers, DefaultMuxHandlerConvention.INSTANCE, () -> context, registry);
            return new Observed(registry, observation, context::ended, MuxObservations::openerIsGone);
        });
    }
}
