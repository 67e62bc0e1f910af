package org.reactivemux.reactor.spring.autoconfigure;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxServer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Binds the server when the application has started, and has it go away in good order when it stops: no new channels, the
 * open ones finish within the grace period, beside the requests that a web server still has. What Spring no longer waits
 * for is cut short. A thread of its own keeps the application alive meanwhile, as web servers do: event loops are daemons.
 */
public final class MuxServerLifecycle implements SmartLifecycle, DisposableBean {
    /** That in which Spring Boot's web servers finish their requests. */
    public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1024;

    private static final Logger LOG = Loggers.getLogger(MuxServerLifecycle.class);

    private final MuxServer server;
    private final Duration grace;
    private volatile @Nullable MuxBinding binding;

    /**
     * A server that is not bound yet.
     *
     * @param server with its addresses and handlers
     * @param grace how long open channels may go on when it stops
     */
    public MuxServerLifecycle(MuxServer server, Duration grace) {
        this.server = Objects.requireNonNull(server, "server");
        this.grace = Objects.requireNonNull(grace, "grace");
    }

    /**
     * Where the server listens, and who is connected.
     *
     * @return the binding, or empty before the start
     */
    public Optional<MuxBinding> binding() {
        return Optional.ofNullable(binding);
    }

    /** Binds; blocks until clients can connect, and throws an {@link org.reactivemux.EndpointException} if they cannot. */
    @Override
    public void start() {
        MuxBinding bound = Objects.requireNonNull(server.bind().block());
        binding = bound;
        stayAliveWith(bound);
        LOG.info("Mux server listens on {}", String.join(", ", bound.addresses()));
    }

    /** Until all is closed, not only until it begins to close: what is open then is served to its end. */
    private static void stayAliveWith(MuxBinding bound) {
        Thread waiting = new Thread(() -> bound.onDispose().onErrorComplete().block(), "mux-server");
        waiting.setDaemon(false); // whoever starts the application may be one
        waiting.start();
    }

    @Override
    public void stop(Runnable stopped) {
        MuxBinding bound = binding;
        if (bound == null) {
            stopped.run();
            return;
        }
        bound.shutdown(grace)
                .doFinally(end -> stopped.run())
                .subscribe(nothing -> {}, failure -> LOG.warn("The mux server did not stop in good order", failure));
    }

    @Override
    public void stop() {
        MuxBinding bound = binding;
        if (bound != null) {
            bound.shutdown(grace).block();
        }
    }

    @Override
    public void destroy() {
        MuxBinding bound = binding;
        if (bound != null) {
            bound.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        MuxBinding bound = binding;
        return bound != null && !bound.isDisposed();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
