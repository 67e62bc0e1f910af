package org.reactivemux.reactor.spring.autoconfigure;

import java.time.Duration;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.spring.MuxRequester;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** Up if the server answers the opening of a channel that nobody serves: one round trip, by the way of all channels. */
final class MuxClientHealthIndicator implements ReactiveHealthIndicator {
    private static final String PROBE = "org.reactivemux.health";

    /** Many times what a server takes that can be called healthy. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final MuxConnection connection;

    MuxClientHealthIndicator(MuxConnection connection) {
        this.connection = connection;
    }

    private static boolean isAnswer(Throwable failure) {
        return failure instanceof ChannelRefusedException refused
                && refused.code().equals(ErrorCode.NO_HANDLER);
    }

    @Override
    public Mono<Health> health() {
        return MuxRequester.create(connection)
                .route(PROBE)
                .send()
                .onErrorComplete(MuxClientHealthIndicator::isAnswer)
                .timeout(PATIENCE)
                .then(Mono.fromSupplier(() -> Health.up()
                        .withDetail("transport", connection.snapshot().transport())
                        .build()))
                .onErrorResume(failure -> Mono.just(Health.down(failure).build()));
    }
}
