package org.reactivemux.reactor.spring.autoconfigure;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** How long the parts of an application may take to stop, by Spring Boot's own property. */
final class ShutdownGrace {
    private static final String PROPERTY = "spring.lifecycle.timeout-per-shutdown-phase";

    /** Spring Boot's. */
    private static final Duration DEFAULT = Duration.ofSeconds(30);

    private ShutdownGrace() {}

    static Duration of(Environment environment) {
        return Binder.get(environment).bind(PROPERTY, Duration.class).orElse(DEFAULT);
    }
}
