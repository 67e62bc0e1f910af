package org.reactivemux.reactor.spring.autoconfigure;

import org.reactivemux.reactor.MuxBinding;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** Up while the server listens; with its addresses and how many are connected. */
final class MuxServerHealthIndicator implements ReactiveHealthIndicator {
    private final MuxServerLifecycle server;

    MuxServerHealthIndicator(MuxServerLifecycle server) {
        this.server = server;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(() -> server.binding()
                .filter(binding -> !binding.isDisposed())
                .map(MuxServerHealthIndicator::listening)
                .orElseGet(() -> Health.outOfService().build()));
    }

    private static Health listening(MuxBinding binding) {
        return Health.up()
                .withDetail("addresses", binding.addresses())
                .withDetail("connections", binding.connections().size())
                .build();
    }
}
