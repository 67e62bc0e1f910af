package org.reactivemux.reactor.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxPair;
import org.reactivemux.reactor.OverSockets;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import reactor.test.StepVerifier;

/** What the health endpoint is told of server and connection. */
@OverSockets
class MuxHealthAutoConfigurationTest {
    @TempDir
    private Path directory;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MuxServerAutoConfiguration.class,
                    MuxClientAutoConfiguration.class,
                    MuxHealthAutoConfiguration.class,
                    MuxStrategiesAutoConfiguration.class));

    private ApplicationContextRunner serving() {
        return runner.withPropertyValues("mux.server.addresses=" + directory.resolve("s"));
    }

    private static Health healthOf(ApplicationContext context, String indicator) {
        return Objects.requireNonNull(context.getBean(indicator, ReactiveHealthIndicator.class)
                .health()
                .block(PATIENCE));
    }

    @Test
    void aServerIsUpWhileItListens() {
        serving().run(context -> {
            Health up = healthOf(context, "muxServerHealthIndicator");
            assertThat(up.getStatus()).isEqualTo(Status.UP);
            assertThat(up.getDetails())
                    .containsEntry("addresses", List.of(directory.resolve("s").toString()))
                    .containsEntry("connections", 0);
            context.stop();
            assertThat(healthOf(context, "muxServerHealthIndicator").getStatus())
                    .isEqualTo(Status.OUT_OF_SERVICE);
        });
    }

    @Test
    void aConnectionIsUpWhileTheServerAnswers() {
        serving()
                .run(server -> runner.withPropertyValues("mux.client.address=" + directory.resolve("s"))
                        .run(client -> {
                            assertThat(healthOf(client, "muxClientHealthIndicator")
                                            .getStatus())
                                    .isEqualTo(Status.UP);
                            assertThat(client.getBean(MuxConnection.class)
                                            .snapshot()
                                            .channels())
                                    .isEmpty();
                        }));
    }

    @Test
    void aConnectionThatIsOverIsDown() {
        MuxConnection over = MuxPair.create(MuxPair.end()).client();
        over.dispose();
        runner.withBean(MuxConnection.class, () -> over)
                .run(context -> assertThat(
                                healthOf(context, "muxClientHealthIndicator").getStatus())
                        .isEqualTo(Status.DOWN));
    }

    @Test
    void aServerThatServesEverythingIsUpToo() {
        MuxConnection served = MuxPair.create(
                        MuxPair.end().route(name -> channel -> channel.receive().then()))
                .client();
        runner.withBean(MuxConnection.class, () -> served).run(context -> {
            assertThat(healthOf(context, "muxClientHealthIndicator").getStatus())
                    .isEqualTo(Status.UP);
            assertThat(served.snapshot().channels()).isEmpty();
        });
    }

    /** It listens, but never takes a connection from the queue. */
    @Test
    void aServerThatDoesNotAnswerInTimeIsDown() throws IOException {
        Path path = directory.resolve("hanging");
        try (ServerSocketChannel hanging = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            hanging.bind(UnixDomainSocketAddress.of(path));
            runner.withPropertyValues("mux.client.address=" + path)
                    .run(context -> StepVerifier.withVirtualTime(
                                    () -> context.getBean("muxClientHealthIndicator", ReactiveHealthIndicator.class)
                                            .health())
                            .expectSubscription()
                            .expectNoEvent(Duration.ofMillis(4_999))
                            .thenAwait(Duration.ofMillis(1))
                            .assertNext(health -> assertThat(health.getStatus()).isEqualTo(Status.DOWN))
                            .verifyComplete());
        }
    }

    @Test
    void itMayBeSwitchedOff() {
        serving()
                .withPropertyValues("management.health.mux.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(ReactiveHealthIndicator.class));
    }

    @Test
    void withoutSpringBootHealthThereIsNone() {
        serving()
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("muxServerHealthIndicator"));
    }
}
