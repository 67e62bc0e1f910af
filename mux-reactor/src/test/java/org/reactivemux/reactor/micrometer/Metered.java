package org.reactivemux.reactor.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reactivemux.MuxConnection;

/** Meters in a registry of their own, on a clock that stands still but for what reading them takes. */
final class Metered {
    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final MuxMeters meters;

    Metered() {
        meters = new MuxMeters(registry);
    }

    Metered(Function<MuxConnection, ? extends Iterable<Tag>> more) {
        meters = new MuxMeters(registry, more);
    }

    MuxMeters meters() {
        return meters;
    }

    SimpleMeterRegistry registry() {
        return registry;
    }

    void pass(Duration time) {
        clock.add(time);
    }

    /** The value of a meter as of now; there is one with these tags. */
    double value(String name, String... tags) {
        pass(Duration.ofSeconds(1));
        return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }

    /** What counters of that name have counted that have these tags, by the value of one more. */
    Map<String, Double> counted(String name, String by, String... tags) {
        pass(Duration.ofSeconds(1));
        Map<String, Double> counted = registry.get(name).tags(tags).functionCounters().stream()
                .filter(counter -> counter.count() > 0)
                .collect(Collectors.toMap(
                        counter -> Objects.requireNonNull(counter.getId().getTag(by)), FunctionCounter::count));
        return new TreeMap<>(counted);
    }

    List<Meter> all() {
        return registry.getMeters();
    }

    /** Every name, key and value of the meters, as text. */
    String words() {
        return all().stream().map(meter -> meter.getId().toString().toLowerCase(Locale.ROOT)).collect(Collectors.joining("\n"));
    }
}
