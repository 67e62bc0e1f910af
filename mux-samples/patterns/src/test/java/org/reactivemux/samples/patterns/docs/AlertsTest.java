package org.reactivemux.samples.patterns.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxConnection;
import org.reactivemux.ProtocolViolationException;
import org.reactivemux.reactor.MuxPair;
import org.reactivemux.reactor.micrometer.MuxMeters;

/** The guide's alerts look at meters that Prometheus really gets. */
class AlertsTest {
    private static final Pattern METER = Pattern.compile("\\bmux_[a-z_]+\\b");
    private static final Pattern SHOWN = Pattern.compile("^(mux_[a-z_]+)[{ ]", Pattern.MULTILINE);

    @Test
    void eachMeterThatTheGuideNamesIsShownToPrometheus() {
        Set<String> named = METER.matcher(Project.text(Project.ROOT.resolve("docs/guide.md")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isNotEmpty().isSubsetOf(shown());
    }

    private static Set<String> shown() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MuxMeters meters = new MuxMeters(registry);
        MuxConnection client = MuxPair.create(
                        MuxPair.end().observe(meters),
                        MuxPair.end().handle("echo", channel -> channel.send(channel.receive())))
                .client();
        client.request("echo", ByteBuffer.allocate(1)).block();
        meters.ended(client, violation());
        return SHOWN.matcher(registry.scrape())
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }

    private static ProtocolViolationException violation() {
        return new ProtocolViolationException("F-1", "no magic");
    }
}
