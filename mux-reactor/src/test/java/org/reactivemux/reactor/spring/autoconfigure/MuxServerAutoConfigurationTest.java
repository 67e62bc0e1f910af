package org.reactivemux.reactor.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.EndpointException;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.Transport;
import org.reactivemux.reactor.Messages;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.reactor.OverSockets;
import org.reactivemux.reactor.spring.MuxRoute;
import org.reactivestreams.Publisher;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A server by properties and beans. */
@OverSockets
class MuxServerAutoConfigurationTest {
    @TempDir
    private Path directory;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MuxServerAutoConfiguration.class,
                    MuxMessagingAutoConfiguration.class,
                    MuxStrategiesAutoConfiguration.class));

    private Path path() {
        return directory.resolve("s");
    }

    private ApplicationContextRunner listening() {
        return runner.withPropertyValues("mux.server.addresses=unix:" + path());
    }

    private static MuxConnection connect(Path path) {
        return Objects.requireNonNull(MuxClient.create().unix(path).connect().block(PATIENCE));
    }

    private String ask(String name) {
        MuxConnection client = connect(path());
        try {
            ByteBuffer answer = client.request(name, utf8("?")).block(PATIENCE);
            return Messages.text(Objects.requireNonNull(answer));
        } finally {
            client.dispose();
        }
    }

    private static MuxHandler saying(String text) {
        return channel -> channel.send(Mono.just(utf8(text)));
    }

    @Test
    void withoutAnAddressThereIsNoServer() {
        runner.run(context ->
                assertThat(context).doesNotHaveBean(MuxServer.class).doesNotHaveBean(MuxServerLifecycle.class));
    }

    @Test
    void thereIsNoneThatIsNotEnabled() {
        listening()
                .withPropertyValues("mux.server.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(MuxServer.class)
                        .doesNotHaveBean(MuxServerProperties.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {
        @Bean
        MuxHandler time() {
            return saying("by the name of the bean");
        }

        @Bean
        @MuxRoute({"quotes", "prices"})
        MuxHandler market() {
            return saying("by the annotation");
        }

        @Bean
        MuxHandler onItsClass() {
            return new Annotated();
        }
    }

    @MuxRoute("annotated")
    static class Annotated implements MuxHandler {
        @Override
        public Publisher<Void> handle(MuxChannel channel) {
            return saying("by the annotation of the class").handle(channel);
        }
    }

    @Test
    void handlersServeTheNamesTheyBear() {
        listening().withUserConfiguration(Handlers.class).run(context -> {
            assertThat(ask("time")).isEqualTo("by the name of the bean");
            assertThat(ask("quotes")).isEqualTo("by the annotation");
            assertThat(ask("prices")).isEqualTo("by the annotation");
            assertThat(ask("annotated")).isEqualTo("by the annotation of the class");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Rival {
        @Bean
        @MuxRoute("time")
        MuxHandler clock() {
            return saying("no, me");
        }
    }

    @Test
    void twoHandlersOfOneNameFailTheStart() {
        listening()
                .withUserConfiguration(Handlers.class, Rival.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("two beans serve channels named 'time': time and clock"));
    }

    @Test
    void propertiesAreThoseOfTheServer() {
        listening()
                .withPropertyValues(
                        "mux.server.mode=rw-rw-r--", "mux.server.transport=nio", "mux.server.max-connections=1")
                .run(context -> {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                            .isEqualTo("rw-rw-r--");
                    MuxConnection client = connect(path());
                    MuxBinding binding =
                            context.getBean(MuxServerLifecycle.class).binding().orElseThrow();
                    assertThat(binding.connections())
                            .allSatisfy(connection -> assertThat(
                                            connection.snapshot().transport())
                                    .isEqualTo(Transport.NIO));
                    StepVerifier.create(MuxClient.create().unix(path()).connect())
                            .verifyError();
                    client.dispose();
                });
    }

    @Test
    void aServerMayListenOnSeveralAddresses() {
        Path other = directory.resolve("t");
        runner.withPropertyValues("mux.server.addresses=unix:%s,%s".formatted(path(), other))
                .withUserConfiguration(Handlers.class)
                .run(context -> {
                    assertThat(context.getBean(MuxServerLifecycle.class)
                                    .binding()
                                    .orElseThrow()
                                    .addresses())
                            .containsExactly(path().toString(), other.toString());
                    connect(other).dispose();
                });
    }

    @Test
    void oneOfThemMayBeATcpPort() {
        runner.withPropertyValues("mux.server.addresses=unix:%s,tcp://127.0.0.1:0".formatted(path()))
                .withBean(MuxServerCustomizer.class, () -> server -> server.authorise(PeerAuthoriser.anyone()))
                .withUserConfiguration(Handlers.class)
                .run(context -> assertThat(context.getBean(MuxServerLifecycle.class)
                                .binding()
                                .orElseThrow()
                                .addresses())
                        .hasSize(2)
                        .anyMatch(address -> address.contains("127.0.0.1:")));
    }

    @Test
    void aCustomizerHasTheLastWord() {
        listening()
                .withUserConfiguration(Handlers.class)
                .withBean(MuxServerCustomizer.class, () -> server -> server.handle("time", saying("customised")))
                .run(context -> assertThat(ask("time")).isEqualTo("customised"));
    }

    @Test
    void aServerOfTheApplicationsOwnIsTheServer() {
        runner.withBean(MuxServer.class, () -> MuxServer.create().unix(path()).handle("own", saying("mine")))
                .run(context -> {
                    assertThat(context).hasSingleBean(MuxServer.class);
                    assertThat(ask("own")).isEqualTo("mine");
                });
    }

    @Test
    void anAddressInUseFailsTheStartWithOneLine() {
        MuxBinding first =
                Objects.requireNonNull(MuxServer.create().unix(path()).bind().block(PATIENCE));
        listening()
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(EndpointException.class)
                        .hasMessageContaining(path().toString()));
        first.dispose();
        first.onDispose().block(PATIENCE);
    }

    @Test
    void itStopsBesideTheWebServerInTheOrderOfTheContext() {
        listening()
                .run(context -> assertThat(
                                context.getBean(MuxServerLifecycle.class).getPhase())
                        .isEqualTo(SmartLifecycle.DEFAULT_PHASE - 1024));
    }

    @Test
    void whatIsOpenWhenTheApplicationStopsIsServedToItsEnd() {
        listening()
                .withBean(
                        "slow",
                        MuxHandler.class,
                        () -> channel -> channel.send(
                                Flux.interval(Duration.ofMillis(20)).take(5).map(i -> utf8(i.toString()))))
                .run(context -> {
                    MuxConnection client = connect(path());
                    Flux<String> numbers = client.exchange("slow", Flux.empty()).map(Messages::text);
                    StepVerifier.create(numbers.doOnNext(number -> {
                                if (number.equals("0")) {
                                    Schedulers.boundedElastic().schedule(context::close);
                                }
                            }))
                            .expectNext("0", "1", "2", "3", "4")
                            .verifyComplete();
                    StepVerifier.create(client.onClose()).verifyComplete();
                });
        assertThat(path()).doesNotExist();
    }

    @Test
    void whatDoesNotEndIsCutShortAfterTheGracePeriod() {
        listening()
                .withPropertyValues("mux.server.shutdown-grace=100ms")
                .withBean("endless", MuxHandler.class, () -> channel -> channel.send(Flux.never()))
                .run(context -> {
                    MuxConnection client = connect(path());
                    StepVerifier.create(client.exchange("endless", Flux.empty()))
                            .then(context::close)
                            .verifyError();
                });
    }

    @Test
    void itMayBeStoppedAndStartedAgain() {
        listening().withUserConfiguration(Handlers.class).run(context -> {
            context.stop();
            assertThat(path()).doesNotExist();
            assertThat(context.getBean(MuxServerLifecycle.class).isRunning()).isFalse();
            context.start();
            assertThat(ask("time")).isEqualTo("by the name of the bean");
        });
    }
}
