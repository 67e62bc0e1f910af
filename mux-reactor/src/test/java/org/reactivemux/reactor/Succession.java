package org.reactivemux.reactor;

import java.time.Duration;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** How a server takes over the address of another one that gives it up. */
final class Succession {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(1);

    private Succession() {}

    /** Binds as soon as nobody else does. */
    static Mono<MuxBinding> bind(MuxServer server) {
        return server.bind()
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, BETWEEN_ATTEMPTS)
                        .filter(failure ->
                                failure instanceof EndpointException address && address.reason() == Reason.IN_USE));
    }
}
