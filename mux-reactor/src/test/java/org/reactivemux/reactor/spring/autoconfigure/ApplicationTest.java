package org.reactivemux.reactor.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.EndpointException;
import org.reactivemux.MuxHandler;
import org.reactivemux.reactor.OverSockets;
import org.reactivemux.reactor.spring.MuxRequest;
import org.reactivemux.reactor.spring.MuxRequester;
import org.reactivemux.reactor.transport.ServerProcess;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Whole applications, with all that Spring Boot finds on the class path. */
@OverSockets
class ApplicationTest {
    private static final String STARTED = "started";

    @TempDir
    private Path directory;

    private Path path() {
        return directory.resolve("s");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Worker {
        private final Sinks.Many<Integer> numbers = Sinks.many().unicast().onBackpressureBuffer();

        @Bean
        Sinks.Many<Integer> numbers() {
            return numbers;
        }

        @Bean("numbers.all")
        MuxHandler handler() {
            return channel -> channel.send(numbers.asFlux().map(number -> utf8(number.toString())));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Gateway {}

    private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
        SpringApplication spring = new SpringApplication(application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setRegisterShutdownHook(false);
        // How this process logs is not the application's to say.
        spring.setListeners(spring.getListeners().stream()
                .filter(listener -> !(listener instanceof LoggingApplicationListener))
                .toList());
        return spring.run(arguments);
    }

    private ConfigurableApplicationContext worker() {
        return run(Worker.class, "--mux.server.addresses=unix:" + path());
    }

    private ConfigurableApplicationContext gateway() {
        return run(Gateway.class, "--mux.client.address=unix:" + path(), "--mux.client.reconnect.max-retries=0");
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatIsUnderWayWhenAnApplicationStopsEndsWhole() {
        try (ConfigurableApplicationContext worker = worker();
                ConfigurableApplicationContext gateway = gateway()) {
            Sinks.Many<Integer> numbers = worker.getBean(Sinks.Many.class);
            MuxRequest request = gateway.getBean(MuxRequester.class).route("numbers.all");
            CompletableFuture<?>[] stopped = new CompletableFuture<?>[1];
            StepVerifier.create(request.retrieveFlux(Integer.class))
                    .then(() -> numbers.tryEmitNext(1))
                    .expectNext(1)
                    .then(() -> stopped[0] = CompletableFuture.runAsync(worker::close))
                    .then(() -> assertThatSoon(() -> Files.exists(path()), exists -> !exists, "nobody is let in"))
                    .then(() -> numbers.tryEmitNext(2))
                    .expectNext(2)
                    .then(() -> assertThat(stopped[0]).isNotDone())
                    .then(numbers::tryEmitComplete)
                    .verifyComplete();
            assertThat(stopped[0]).succeedsWithin(PATIENCE);
            StepVerifier.create(request.retrieveFlux(Integer.class)).verifyError(EndpointException.class);
        }
    }

    /** Its main has nothing more to do once it has started. */
    static final class Echo {
        @Configuration(proxyBeanMethods = false)
        @EnableAutoConfiguration
        static class Handlers {
            @Bean
            MuxHandler echo() {
                return channel -> channel.send(channel.receive());
            }
        }

        private Echo() {}

        /** In the directory that it is started in. */
        public static void main(String[] arguments) {
            SpringApplication spring = new SpringApplication(Handlers.class);
            spring.setWebApplicationType(WebApplicationType.NONE);
            spring.setBannerMode(Banner.Mode.OFF);
            spring.setLogStartupInfo(false);
            spring.run("--mux.server.addresses=unix:" + Path.of("s").toAbsolutePath());
            System.out.println(STARTED);
        }
    }

    @Test
    void anApplicationWithoutAWebServerLivesAsLongAsItsServer() throws Exception {
        try (ServerProcess process = ServerProcess.launch(Echo.class, directory, 1);
                ConfigurableApplicationContext gateway = gateway()) {
            assertThat(process.answer()).isEqualTo(STARTED);
            Sinks.Many<Integer> numbers = Sinks.many().unicast().onBackpressureBuffer();
            MuxRequest request =
                    gateway.getBean(MuxRequester.class).route("echo").data(numbers.asFlux(), Integer.class);
            StepVerifier.create(request.retrieveFlux(Integer.class))
                    .then(() -> numbers.tryEmitNext(1))
                    .expectNext(1)
                    .then(() -> process.handle().destroy()) // SIGTERM
                    .then(() -> assertThatSoon(() -> Files.exists(path()), exists -> !exists, "nobody is let in"))
                    .then(() -> numbers.tryEmitNext(2))
                    .expectNext(2)
                    .then(numbers::tryEmitComplete)
                    .verifyComplete();
            assertThat(process.handle().onExit()).succeedsWithin(PATIENCE);
        }
    }
}
