package org.reactivemux.reactor;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.ProtocolViolationException;
import reactor.core.Exceptions;
import reactor.util.Logger;
import reactor.util.Loggers;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/** How {@link MuxClient#reconnect(ReconnectOptions)} goes about it. Immutable: each method returns a changed copy. */
public final class ReconnectOptions {
    /** Before the second attempt: a server that restarts takes about that long. */
    public static final Duration FIRST_DELAY = Duration.ofSeconds(1);

    /** Between later attempts at most: nobody waits much longer for a server that is back. */
    public static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    private static final Logger LOG = Loggers.getLogger(MuxClient.class);

    private static final RetryBackoffSpec BACKOFF =
            Retry.backoff(Long.MAX_VALUE, FIRST_DELAY).maxBackoff(LONGEST_DELAY).filter(ReconnectOptions::timeMayMend);

    private static final ReconnectOptions DEFAULTS =
            new ReconnectOptions(BACKOFF, 1, Balancing.ROUND_ROBIN, event -> {});

    private final Retry retry;
    private final int connections;
    private final Balancing balancing;
    private final Consumer<? super ReconnectEvent> listener;

    private ReconnectOptions(
            Retry retry, int connections, Balancing balancing, Consumer<? super ReconnectEvent> listener) {
        this.retry = retry;
        this.connections = connections;
        this.balancing = balancing;
        this.listener = listener;
    }

    /**
     * One connection, and attempts without end, after 1 second, then 2, 4 and so on up to 10, each longer or shorter by up
     * to a half, within those bounds, so that clients do not come back in step. Only a failure that time cannot mend is
     * final at once: a path that is too long, a transport that is not there, a server whose certificate is not trusted, that
     * refuses this client, or breaks the protocol. A path at which there is nothing, something else, or what may not be used,
     * is none of these: what should be there may come. So the log says at level WARN why there is no connection, once until
     * there is one, whatever the {@code Retry}, and at level INFO that there is one after all.
     *
     * @return the options, to be varied
     */
    public static ReconnectOptions defaults() {
        return DEFAULTS;
    }

    /** Whether the next attempt may fare better than the one that failed so. */
    private static boolean timeMayMend(Throwable failure) {
        if (failure instanceof EndpointException unusable) {
            return unusable.reason() != Reason.PATH_TOO_LONG
                    && unusable.reason() != Reason.UNSUPPORTED
                    && !isOfACertificate(unusable);
        }
        if (failure instanceof MuxException known) {
            return !(known instanceof ProtocolViolationException)
                    && !known.code().equals(ErrorCode.UNAUTHORISED)
                    && !known.code().equals(ErrorCode.PROTOCOL_ERROR);
        }
        return failure instanceof IOException;
    }

    /** TLS that fails otherwise may only have been cut off. */
    private static boolean isOfACertificate(Throwable failure) {
        Throwable next = failure;
        while (next != null && !(next instanceof CertificateException)) {
            next = next.getCause();
        }
        return next != null;
    }

    /**
     * Sets when a failed attempt to connect is followed by another. It is asked anew whenever there is no connection.
     *
     * @param changed Reactor's own; what it fails with is what those who wait see, or the last attempt's failure if it is
     *     exhausted
     * @return a changed copy
     */
    public ReconnectOptions retry(Retry changed) {
        return new ReconnectOptions(Objects.requireNonNull(changed, "retry"), connections, balancing, listener);
    }

    /**
     * The attempts of the {@linkplain #defaults() defaults}, to be varied, such as in their delays or their number, and given
     * to {@link #retry}.
     *
     * @return Reactor's own, as immutable as these options
     */
    public static RetryBackoffSpec backoff() {
        return BACKOFF;
    }

    /**
     * Sets how many connections there are behind the one, each on an event loop of its own as long as there are enough, so
     * that more than one core can be used. A channel stays on the connection that it was opened on.
     *
     * @param number at least 1, which is the default
     * @param choosing which of them a channel is opened on
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public ReconnectOptions connections(int number, Balancing choosing) {
        if (number < 1) {
            throw new IllegalArgumentException("there is at least 1 connection, not " + number);
        }
        return new ReconnectOptions(retry, number, Objects.requireNonNull(choosing, "balancing"), listener);
    }

    /**
     * Sets who is told what happens.
     *
     * @param told called on the thread where it happens, which is often an event loop, so it must not block; several
     *     connections may have something to tell at the same time. What it throws is logged and has no effect
     * @return a changed copy
     */
    public ReconnectOptions onEvent(Consumer<? super ReconnectEvent> told) {
        return new ReconnectOptions(retry, connections, balancing, Objects.requireNonNull(told, "listener"));
    }

    Retry retry() {
        return retry;
    }

    int connections() {
        return connections;
    }

    Balancing balancing() {
        return balancing;
    }

    void tell(ReconnectEvent event) {
        try {
            listener.accept(event);
        } catch (Throwable defect) {
            Exceptions.throwIfJvmFatal(defect);
            LOG.warn("Who is told of {} failed", event, defect);
        }
    }
}
