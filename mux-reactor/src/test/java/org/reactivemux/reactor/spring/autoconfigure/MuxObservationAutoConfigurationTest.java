package org.reactivemux.reactor.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.reactor.OverSockets;
import org.reactivemux.reactor.micrometer.MuxMeters;
import org.reactivemux.reactor.micrometer.MuxObservations;
import org.reactivemux.reactor.spring.MuxRequester;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Meters and observations by the registries of the application. */
@OverSockets
class MuxObservationAutoConfigurationTest {
    @TempDir
    private Path directory;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MuxObservationAutoConfiguration.class,
                    MuxServerAutoConfiguration.class,
                    MuxClientAutoConfiguration.class,
                    MuxMessagingAutoConfiguration.class,
                    MuxStrategiesAutoConfiguration.class));

    private void sumUp(ApplicationContextRunner serving, ApplicationContextRunner asking, Runnable afterwards) {
        String address = "unix:" + directory.resolve("s");
        serving.withPropertyValues("mux.server.addresses=" + address)
                .withBean(Quotes.class)
                .run(server -> asking.withPropertyValues("mux.client.address=" + address)
                        .run(client -> {
                            StepVerifier.create(client.getBean(MuxRequester.class)
                                            .route("sum")
                                            .data(Flux.range(1, 4))
                                            .retrieveMono(Integer.class))
                                    .expectNext(10)
                                    .verifyComplete();
                            afterwards.run();
                        }));
    }

    @Test
    void withoutRegistriesNobodyLooksOn() {
        runner.run(
                context -> assertThat(context).doesNotHaveBean(MuxMeters.class).doesNotHaveBean(MuxObservations.class));
    }

    @Test
    void connectionsAreMeteredOnBothSides() {
        SimpleMeterRegistry served = new SimpleMeterRegistry();
        SimpleMeterRegistry asked = new SimpleMeterRegistry();
        sumUp(
                runner.withBean(MeterRegistry.class, () -> served),
                runner.withBean(MeterRegistry.class, () -> asked),
                () -> {
                    assertThat(served.get("mux.connections").gauge().value()).isEqualTo(1);
                    assertThat(asked.get("mux.connections").gauge().value()).isEqualTo(1);
                });
    }

    @Test
    void exchangesAndHandlersAreObserved() {
        List<String> served = new CopyOnWriteArrayList<>();
        List<String> asked = new CopyOnWriteArrayList<>();
        sumUp(
                runner.withBean(ObservationRegistry.class, () -> namesTo(served)),
                runner.withBean(ObservationRegistry.class, () -> namesTo(asked)),
                () -> {
                    assertThat(served).hasSize(1);
                    assertThat(asked).hasSize(1).isNotEqualTo(served);
                });
    }

    private static ObservationRegistry namesTo(List<String> names) {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {
            @Override
            public void onStart(Observation.Context context) {
                names.add(String.valueOf(context.getName()));
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        return registry;
    }

    @Test
    void withoutMicrometersCoreThereAreNoMeters() {
        runner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("muxMeters"));
    }
}
