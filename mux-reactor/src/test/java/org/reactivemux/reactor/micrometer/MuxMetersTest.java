package org.reactivemux.reactor.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxPair;
import org.reactivemux.reactor.Numbered;
import org.reactivemux.reactor.PatientVerifiers;
import org.reactivemux.reactor.reactive.Connection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What meters have counted after a scripted run, exactly. */
@ExtendWith(PatientVerifiers.class)
class MuxMetersTest {
    private static final String[] CLIENT = {"role", "client", "transport", "memory", "dialect", "extended"};
    private static final String[] SERVER = {"role", "server", "transport", "memory", "dialect", "extended"};

    private final Metered metered = new Metered();
    private final MuxPair pair = MuxPair.create(
            MuxPair.end().observe(metered.meters()),
            MuxPair.end()
                    .observe(metered.meters())
                    .handle("echo", channel -> channel.send(channel.receive()))
                    .handle("count", channel -> channel.send(Numbered.messages("number", 1_000)))
                    .handle("hold", channel -> Mono.never()));

    private void ask(int times) {
        Flux.range(0, times)
                .concatMap(n -> pair.client().request("echo", ByteBuffer.allocate(10)))
                .blockLast();
    }

    private static String[] sent(String[] tags) {
        return Tags.of(tags).and("direction", "sent").stream()
                .flatMap(tag -> Flux.just(tag.getKey(), tag.getValue()).toStream())
                .toArray(String[]::new);
    }

    private static String[] received(String[] tags) {
        return Tags.of(tags).and("direction", "received").stream()
                .flatMap(tag -> Flux.just(tag.getKey(), tag.getValue()).toStream())
                .toArray(String[]::new);
    }

    @Test
    void threeRequestsAreSoManyFramesBytesAndMessages() {
        ask(3);
        assertThat(metered.counted("mux.frames", "type", sent(CLIENT)))
                .isEqualTo(Map.of("ping", 1.0, "pong", 1.0, "open_channel", 3.0, "data", 3.0));
        assertThat(metered.counted("mux.frames", "type", received(CLIENT)))
                .isEqualTo(Map.of("ping", 1.0, "pong", 1.0, "ack", 3.0, "data", 3.0));
        double hello = 16 + 57;
        assertThat(metered.counted("mux.bytes", "type", sent(CLIENT)))
                .isEqualTo(Map.of("ping", hello, "pong", hello, "open_channel", 3.0 * (16 + 8), "data", 3.0 * 26));
        assertThat(metered.value("mux.messages", sent(CLIENT))).isEqualTo(3);
        assertThat(metered.value("mux.messages", received(CLIENT))).isEqualTo(3);
    }

    @Test
    void whatOneSideHasSentTheOtherHasReceived() {
        ask(5);
        pair.client().exchange("count", Flux.empty()).limitRate(32).blockLast();
        for (String meter : new String[] {"mux.frames", "mux.bytes"}) {
            assertThat(metered.counted(meter, "type", sent(CLIENT)))
                    .isEqualTo(metered.counted(meter, "type", received(SERVER)));
            assertThat(metered.counted(meter, "type", sent(SERVER)))
                    .isEqualTo(metered.counted(meter, "type", received(CLIENT)));
        }
        assertThat(metered.value("mux.messages", sent(SERVER))).isEqualTo(1_005);
        assertThat(metered.value("mux.messages", received(CLIENT))).isEqualTo(1_005);
    }

    @Test
    void connectionsAndChannelsAreThoseOfNow() {
        assertThat(metered.value("mux.connections", CLIENT)).isEqualTo(1);
        assertThat(metered.value("mux.channels", CLIENT)).isZero();
        pair.client().exchange("hold", Flux.never()).subscribe(message -> {}, end -> {});
        pair.client().exchange("hold", Flux.never()).subscribe(message -> {}, end -> {});
        assertThat(metered.value("mux.channels", CLIENT)).isEqualTo(2);
        pair.client().dispose();
        assertThat(metered.value("mux.channels", CLIENT)).isZero();
        assertThat(metered.value("mux.connections", CLIENT)).isZero();
    }

    @Test
    void whatWasCountedDoesNotFallWhenConnectionsEnd() {
        ask(3);
        double bytes = metered.value("mux.messages", sent(CLIENT));
        pair.client().dispose();
        assertThat(metered.value("mux.messages", sent(CLIENT))).isEqualTo(bytes);
        assertThat(metered.counted("mux.frames", "type", sent(CLIENT))).containsEntry("error", 1.0);
        MuxPair another = MuxPair.create(
                MuxPair.end().observe(metered.meters()),
                MuxPair.end().handle("echo", channel -> channel.send(channel.receive())));
        another.client().request("echo", utf8("?")).block();
        assertThat(metered.value("mux.messages", sent(CLIENT))).isEqualTo(bytes + 1);
    }

    @Test
    void endsAreCountedByTheirCode() {
        pair.client().dispose();
        assertThat(metered.value("mux.connections.ended", "role", "client", "code", "NONE"))
                .isEqualTo(1);
        assertThat(metered.value("mux.connections.ended", "role", "server", "code", "CANCELLED"))
                .isEqualTo(1);
    }

    @Test
    void refusedChannelsAreCountedOnBothSides() {
        pair.client().request("nobody", utf8("?")).onErrorComplete().block();
        assertThat(metered.value("mux.refusals", sent(SERVER))).isEqualTo(1);
        assertThat(metered.value("mux.refusals", received(CLIENT))).isEqualTo(1);
        assertThat(metered.value("mux.refusals", sent(CLIENT))).isZero();
    }

    @Test
    void whatWaitsIsCountedInBytes() {
        int window = MuxOptions.defaults().initialWindow();
        pair.client()
                .exchange("hold", Mono.just(ByteBuffer.allocate(window + 1_000)))
                .subscribe(message -> {}, end -> {});
        assertThat(metered.value("mux.queued", sent(CLIENT))).isEqualTo(1_000);
        assertThat(metered.value("mux.queued", received(SERVER))).isEqualTo(window);
    }

    /** Those that go on are part of it: nobody has to wait until a slow reader has gone. */
    @Test
    void timeBlockedGrowsWhileAWriterIsBlocked() {
        StepVerifier.withVirtualTime(() -> {
                    Metered timed = new Metered();
                    MuxPair slow = MuxPair.create(
                            MuxPair.end(),
                            MuxPair.end()
                                    .observe(timed.meters())
                                    .handle("count", channel -> channel.send(Numbered.messages("number", 9))));
                    slow.client().exchange("count", Flux.empty()).subscribe(new Reading(2));
                    return Flux.interval(Duration.ofSeconds(10))
                            .map(n -> timed.value("mux.blocked", "role", "server", "on", "credit")
                                    + " s, now "
                                    + (int) timed.value("mux.channels.blocked", "role", "server", "on", "credit"))
                            .take(3);
                })
                .thenAwait(Duration.ofSeconds(30))
                .expectNext("10.0 s, now 1", "20.0 s, now 1", "30.0 s, now 1")
                .verifyComplete();
    }

    @Test
    void aWindowThatIsUsedUpIsToldFromWantOfCredit() {
        StepVerifier.withVirtualTime(() -> {
                    Metered timed = new Metered();
                    MuxPair full = MuxPair.create(
                            MuxPair.end().observe(timed.meters()),
                            MuxPair.end().handle("hold", channel -> Mono.never()));
                    full.client()
                            .exchange("hold", Mono.just(ByteBuffer.allocate(1_000_000)))
                            .subscribe(message -> {}, end -> {});
                    return Flux.just("window", "credit")
                            .delaySubscription(Duration.ofSeconds(10))
                            .map(on -> timed.value("mux.blocked", "role", "client", "on", on)
                                    + " s, now "
                                    + (int) timed.value("mux.channels.blocked", "role", "client", "on", on));
                })
                .thenAwait(Duration.ofSeconds(10))
                .expectNext("10.0 s, now 1", "0.0 s, now 0")
                .verifyComplete();
    }

    /** Whatever channels are called and however many there are. */
    @Test
    void neitherNamesNorNumbersMakeMoreMeters() {
        ask(1);
        int before = metered.all().size();
        Flux.range(0, 200)
                .flatMap(n -> pair.client().request("channel-" + n, utf8("?")).onErrorComplete())
                .blockLast();
        assertThat(metered.all()).hasSize(before).hasSizeLessThan(2 * 60);
        assertThat(metered.words()).doesNotContain("channel-", "echo");
    }

    @Test
    void tagsAreOfAFewKeysOnly() {
        ask(1);
        pair.client().dispose();
        Set<String> keys = metered.all().stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .map(Tag::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(keys).containsExactly("code", "dialect", "direction", "on", "role", "transport", "type");
    }

    @Test
    void everyMeterSaysWhatItIs() {
        ask(1);
        assertThat(metered.all())
                .extracting(Meter::getId)
                .allSatisfy(id -> assertThat(id.getDescription()).isNotBlank());
    }

    @Test
    void usersMayAddTagsOfTheirOwn() {
        Metered tagged = new Metered(connection -> Tags.of("service", "quotes"));
        MuxPair.create(MuxPair.end().observe(tagged.meters()), MuxPair.end());
        assertThat(tagged.value("mux.connections", "service", "quotes", "role", "client"))
                .isEqualTo(1);
    }

    /** Neither where all meters may be found, nor before the connection. */
    @Test
    void aConnectionWithoutObserversHasNoMeters() {
        Metered everywhere = new Metered();
        Metrics.addRegistry(everywhere.registry());
        try {
            MuxPair unobserved =
                    MuxPair.create(MuxPair.end().handle("echo", channel -> channel.send(channel.receive())));
            unobserved.client().request("echo", utf8("?")).block();
            assertThat(unobserved.client()).isInstanceOf(Connection.class);
            assertThat(unobserved.server()).isInstanceOf(Connection.class);
            assertThat(Metrics.globalRegistry.getMeters()).isEmpty();
        } finally {
            Metrics.removeRegistry(everywhere.registry());
        }
    }
}
