package org.reactivemux.reactor.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.Codec;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxPair;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What is observed of exchanges and handlers, and what observing does to them: nothing. */
class MuxObservationsTest {
    private final List<Observation.Context> stopped = new ArrayList<>();
    private final ObservationRegistry registry = ObservationRegistry.create();
    private final Map<String, ByteBuffer> metadata = new ConcurrentHashMap<>();

    MuxObservationsTest() {
        registry.observationConfig().observationHandler(new Recording());
    }

    /** Keeps what has ended, and puts into every exchange what a tracer might. */
    private final class Recording implements ObservationHandler<Observation.Context> {
        @Override
        public void onStart(Observation.Context context) {
            if (context instanceof MuxExchangeContext exchange) {
                inject(exchange);
            }
        }

        private <C> void inject(SenderContext<C> context) {
            context.getSetter().set(context.getCarrier(), "traceparent", "the trace");
            context.getSetter().set(context.getCarrier(), "baggage", "b".repeat(900));
        }

        @Override
        public void onStop(Observation.Context context) {
            stopped.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    private MuxPair pair(MuxObservations observations) {
        return MuxPair.create(
                MuxPair.end().observe(observations),
                MuxPair.end().observe(observations).handle(this::echo).handle("quotes", this::echo));
    }

    private Mono<Void> echo(MuxChannel channel) {
        metadata.putAll(channel.metadata());
        return channel.send(channel.receive());
    }

    private static Map<String, String> lowOf(Observation.Context context) {
        return context.getLowCardinalityKeyValues().stream()
                .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    }

    @Test
    void anExchangeAndItsHandlerHaveTheDocumentedNamesAndKeys() {
        MuxPair pair = pair(MuxObservations.of(registry));
        pair.client().exchange("quotes", Flux.just(utf8("?"))).blockLast();
        assertThat(stopped)
                .extracting(Observation.Context::getName)
                .containsExactlyInAnyOrder("mux.exchange", "mux.handler");
        assertThat(stopped).extracting(Observation.Context::getContextualName).containsOnly("quotes");
        for (Observation.Context context : stopped) {
            MuxObservationDocumentation documented = context instanceof MuxExchangeContext
                    ? MuxObservationDocumentation.EXCHANGE
                    : MuxObservationDocumentation.HANDLER;
            assertThat(context.getName()).isEqualTo(documented.getName());
            assertThat(lowOf(context).keySet()).isEqualTo(names(documented.getLowCardinalityKeyNames()));
            assertThat(context.getHighCardinalityKeyValues()).containsExactly(KeyValue.of("channel", "quotes"));
        }
    }

    private static Set<String> names(KeyName[] keys) {
        return Stream.of(keys).map(KeyName::asString).collect(Collectors.toSet());
    }

    /** Meters are made from them. */
    @Test
    void theChannelsNameIsNotAmongTheKeysOfFewValues() {
        pair(MuxObservations.of(registry)).client().request("quotes", utf8("?")).block();
        assertThat(stopped)
                .hasSize(2)
                .allSatisfy(context -> assertThat(lowOf(context).values()).doesNotContain("quotes"));
    }

    @Test
    void aChannelWithoutANameIsNamedForWhatItIsUsedFor() {
        MuxPair pair = pair(MuxObservations.of(registry));
        pair.client().request("", utf8("?")).block();
        assertThat(stopped)
                .extracting(Observation.Context::getContextualName)
                .containsExactlyInAnyOrder("request", "handler");
    }

    @Test
    void usersMayNameThemDifferently() {
        MuxObservations renamed = MuxObservations.of(registry)
                .exchanges(new DefaultMuxExchangeConvention() {
                    @Override
                    public String getName() {
                        return "quotes.asked";
                    }

                    @Override
                    public KeyValues getLowCardinalityKeyValues(MuxExchangeContext context) {
                        return super.getLowCardinalityKeyValues(context)
                                .and("channel", context.spec().name());
                    }
                })
                .handlers(new DefaultMuxHandlerConvention() {
                    @Override
                    public String getName() {
                        return "quotes.given";
                    }
                });
        pair(renamed).client().request("quotes", utf8("?")).block();
        assertThat(stopped)
                .extracting(Observation.Context::getName)
                .containsExactlyInAnyOrder("quotes.asked", "quotes.given");
        assertThat(stopped).anySatisfy(context -> assertThat(lowOf(context)).containsEntry("channel", "quotes"));
    }

    @Test
    void whatATracerAddsTravelsBesideTheProgramsOwnMetadata() {
        MuxPair pair = pair(MuxObservations.of(registry));
        ChannelSpec spec = ChannelSpec.named("quotes").metadata("own", utf8("mine"));
        pair.client().exchange(spec, Flux.empty()).blockLast();
        assertThat(metadata)
                .containsOnlyKeys("own", "traceparent", "baggage")
                .containsEntry("traceparent", utf8("the trace"));
    }

    /** A head has 4,096 bytes, and the program's own come first. */
    @Test
    void whatDoesNotFitIsLeftOutAndTheExchangeGoesOn() {
        MuxPair pair = pair(MuxObservations.of(registry));
        ChannelSpec large = ChannelSpec.named("quotes").metadata("own", ByteBuffer.allocate(4_064));
        StepVerifier.create(pair.client().exchange(large, Flux.just(utf8("?"))))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(metadata).containsOnlyKeys("own");
        metadata.clear();
        ChannelSpec roomy = ChannelSpec.named("quotes").metadata("own", ByteBuffer.allocate(3_900));
        StepVerifier.create(pair.client().request(roomy, utf8("?")))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(metadata).containsOnlyKeys("own", "traceparent");
    }

    /** The codec that both sides agree on takes some of the head, too. */
    @Test
    void noExchangeThatWouldFitFailsForBeingTraced() {
        MuxConnection mux = pair(MuxObservations.of(registry)).client();
        int most = 4_096 - 23 - "quotes".length() - 5 - "own".length();
        for (int size = most - 1_100; size <= most; size++) {
            ChannelSpec spec =
                    ChannelSpec.named("quotes").codec(Codec.DEFLATE).metadata("own", ByteBuffer.allocate(size));
            StepVerifier.create(mux.request(spec, utf8("?"))).expectNextCount(1).verifyComplete();
        }
        assertThat(metadata).containsKeys("own", "traceparent", "baggage");
    }

    @Test
    void theProgramsOwnEntryIsNotReplacedByATracers() {
        ChannelSpec spec = ChannelSpec.named("quotes").metadata("traceparent", utf8("mine"));
        pair(MuxObservations.of(registry)).client().request(spec, utf8("?")).block();
        assertThat(metadata).containsEntry("traceparent", utf8("mine")).containsKey("baggage");
    }

    @Test
    void aRegistryThatObservesNothingAddsNothing() {
        MuxPair pair = pair(MuxObservations.of(ObservationRegistry.NOOP));
        pair.client().request("quotes", utf8("?")).block();
        pair.client().exchange("quotes", Flux.empty()).blockLast();
        pair.client().open(ChannelSpec.named("quotes")).block();
        assertThat(metadata).isEmpty();
    }

    @Test
    void theConnectionIsStillTheSame() {
        MuxPair pair = pair(MuxObservations.of(registry));
        MuxConnection observed = pair.client();
        assertThat(observed.peer())
                .isEqualTo(((ObservedConnection) observed).connection().peer());
        assertThat(observed.snapshot().framesSent()).isPositive();
        assertThat(observed)
                .hasToString(((ObservedConnection) observed).connection().toString());
        observed.logFrames(false);
        assertThat(observed.isDisposed()).isFalse();
        observed.dispose();
        assertThat(observed.isDisposed()).isTrue();
        StepVerifier.create(observed.onClose()).verifyComplete();
        StepVerifier.create(observed.shutdown(Duration.ZERO)).verifyComplete();
    }

    @Test
    void allWaysToOneConnectionAreEqual() {
        List<MuxConnection> seen = new ArrayList<>();
        MuxObservations observations = MuxObservations.of(registry);
        MuxPair pair = MuxPair.create(
                MuxPair.end().observe(observations),
                MuxPair.end().observe(observations).handle("who", channel -> {
                    seen.add(channel.connection());
                    return channel.receive().then();
                }));
        StepVerifier.create(pair.client().open(ChannelSpec.named("who")).map(MuxChannel::connection))
                .expectNext(pair.client())
                .verifyComplete();
        assertThat(seen).containsExactly(pair.server());
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "scope opened", "scope closed", "error", "stop"})
    void aHandlerOfTheRegistryThatThrowsHarmsNobody(String step) {
        Throwing throwing = new Throwing(step);
        ObservationRegistry defective = ObservationRegistry.create();
        defective.observationConfig().observationHandler(throwing);
        MuxPair pair = pair(MuxObservations.of(defective));
        StepVerifier.create(pair.client().exchange("quotes", Flux.just(utf8("one"), utf8("two"))))
                .expectNext(utf8("one"), utf8("two"))
                .verifyComplete();
        StepVerifier.create(pair.client().request("nobody", utf8("?"))).verifyError(ChannelRefusedException.class);
        assertThat(throwing.thrown).isPositive();
        assertThat(defective.getCurrentObservationScope()).isNull();
    }

    /** In one of the steps that it is told of. */
    private static final class Throwing implements ObservationHandler<Observation.Context> {
        private final String step;
        private int thrown;

        Throwing(String step) {
            this.step = step;
        }

        private void reached(String reached) {
            if (reached.equals(step)) {
                thrown++;
                throw new IllegalStateException("as was asked for");
            }
        }

        @Override
        public void onStart(Observation.Context context) {
            reached("start");
        }

        @Override
        public void onScopeOpened(Observation.Context context) {
            reached("scope opened");
        }

        @Override
        public void onScopeClosed(Observation.Context context) {
            reached("scope closed");
        }

        @Override
        public void onError(Observation.Context context) {
            reached("error");
        }

        @Override
        public void onStop(Observation.Context context) {
            reached("stop");
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
