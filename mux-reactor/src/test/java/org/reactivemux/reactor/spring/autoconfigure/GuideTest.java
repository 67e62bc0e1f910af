package org.reactivemux.reactor.spring.autoconfigure;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.MuxHandler;
import org.reactivemux.reactor.OverSockets;
import org.reactivemux.reactor.spring.MuxRequester;
import org.reactivemux.reactor.spring.MuxRoute;
import org.reactivemux.reactor.spring.Quote;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Runs the code of docs/guide.md, Spring Boot: server and client in one application. */
@OverSockets
class GuideTest {
    @TempDir
    private Path directory;

    @Configuration(proxyBeanMethods = false)
    static class Handlers {
        @Bean
        @MuxRoute("echo")
        MuxHandler echo() {
            return channel -> channel.send(channel.receive());
        }
    }

    @Test
    void aRequesterAsksAControllerAndAHandler() {
        String address = "unix:" + directory.resolve("s");
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        MuxServerAutoConfiguration.class,
                        MuxClientAutoConfiguration.class,
                        MuxMessagingAutoConfiguration.class,
                        MuxStrategiesAutoConfiguration.class));
        runner.withPropertyValues("mux.server.addresses=" + address)
                .withBean(Quotes.class)
                .withUserConfiguration(Handlers.class)
                .run(server -> runner.withPropertyValues("mux.client.address=" + address)
                        .run(client -> verify(client.getBean(MuxRequester.class), Flux.range(1, 4))));
    }

    private static void verify(MuxRequester requester, Flux<Integer> numbers) {
        Flux<Quote> quotes = requester.route("quotes.{symbol}", "ACME").data(10).retrieveFlux(Quote.class);
        Mono<Integer> sum = requester.route("sum").data(numbers, Integer.class).retrieveMono(Integer.class);
        Mono<Void> sent = requester.route("echo").data("hello").send(); // does not wait for the handler
        StepVerifier.create(quotes)
                .expectNext(new Quote("ACME", 1))
                .expectNextCount(9)
                .verifyComplete();
        StepVerifier.create(sum).expectNext(10).verifyComplete();
        StepVerifier.create(sent).verifyComplete();
    }
}
