package org.reactivemux.samples.webflux.gateway;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Who is reading at this moment. */
@Component
final class Readers {
    private final AtomicLong entered = new AtomicLong();
    private final Map<String, Reader> reading = new ConcurrentHashMap<>();

    Reader enter(String symbol) {
        Reader reader = new Reader("r" + entered.incrementAndGet(), symbol);
        reading.put(reader.id(), reader);
        return reader;
    }

    void leave(Reader reader) {
        reading.remove(reader.id());
    }

    Optional<Reader> find(String id) {
        return Optional.ofNullable(reading.get(id));
    }

    Collection<Reader> all() {
        return reading.values();
    }
}
