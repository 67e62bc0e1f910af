package org.reactivemux.reactor.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.EndpointException;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxPair;
import org.reactivemux.reactor.OverSockets;
import org.reactivemux.reactor.ReconnectOptions;
import org.reactivemux.reactor.spring.MuxMessageHandler;
import org.reactivemux.reactor.spring.MuxRequester;
import org.reactivemux.reactor.spring.MuxStrategies;
import org.reactivemux.reactor.spring.Quote;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.messaging.handler.annotation.reactive.MessageMappingMessageHandler;
import org.springframework.util.MimeTypeUtils;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** A client by properties and beans, and the whole way from its requester to a controller behind a socket. */
@OverSockets
class MuxClientAutoConfigurationTest {
    @TempDir
    private Path directory;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MuxServerAutoConfiguration.class,
                    MuxClientAutoConfiguration.class,
                    MuxMessagingAutoConfiguration.class,
                    MuxStrategiesAutoConfiguration.class));

    private String address() {
        return "unix:" + directory.resolve("s");
    }

    private ApplicationContextRunner serving() {
        return runner.withPropertyValues("mux.server.addresses=" + address()).withBean(Quotes.class);
    }

    private static void verifyThatNobodyIsFoundBy(MuxRequester requester) {
        StepVerifier.create(requester.route("quotes.A").data(1).retrieveMono(Quote.class))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                EndpointException.class,
                                unusable ->
                                        assertThat(unusable.reason()).isEqualTo(EndpointException.Reason.NO_SERVER)));
    }

    @Test
    void withoutAnAddressThereIsNoClient() {
        runner.run(context -> assertThat(context)
                .doesNotHaveBean(MuxClient.class)
                .doesNotHaveBean(MuxConnection.class)
                .doesNotHaveBean(MuxRequester.class));
    }

    @Test
    void aRequesterReachesAControllerBehindTheSocket() {
        serving()
                .run(server -> runner.withPropertyValues("mux.client.address=" + address())
                        .run(client -> StepVerifier.create(client.getBean(MuxRequester.class)
                                        .route("quotes.{symbol}", "ACME")
                                        .data(2)
                                        .retrieveFlux(Quote.class))
                                .expectNext(new Quote("ACME", 1), new Quote("ACME", 2))
                                .verifyComplete()));
    }

    @Test
    void anApplicationMayStartBeforeItsServer() {
        runner.withPropertyValues(
                        "mux.client.address=" + address(),
                        "mux.client.reconnect.first-delay=10ms",
                        "mux.client.reconnect.longest-delay=10ms")
                .run(client -> {
                    CompletableFuture<Quote> quote = client.getBean(MuxRequester.class)
                            .route("quotes.A")
                            .data(1)
                            .retrieveMono(Quote.class)
                            .toFuture();
                    assertThat(quote).isNotDone();
                    serving().run(server -> assertThat(quote).succeedsWithin(PATIENCE));
                });
    }

    @Test
    void attemptsMayHaveAnEnd() {
        runner.withPropertyValues("mux.client.address=" + address(), "mux.client.reconnect.max-retries=0")
                .run(client -> verifyThatNobodyIsFoundBy(client.getBean(MuxRequester.class)));
    }

    @Test
    void howToReconnectMayBeSaidByABean() {
        runner.withPropertyValues("mux.client.address=" + address())
                .withBean(
                        ReconnectOptions.class,
                        () -> ReconnectOptions.defaults().retry(Retry.max(0)))
                .run(client -> verifyThatNobodyIsFoundBy(client.getBean(MuxRequester.class)));
    }

    @Test
    void thereMayBeSeveralConnectionsBehindTheOne() {
        serving()
                .run(server -> runner.withPropertyValues(
                                "mux.client.address=" + address(),
                                "mux.client.connections=2",
                                "mux.client.balancing=least-channels")
                        .run(client -> {
                            client.getBean(MuxRequester.class)
                                    .route("quotes.A")
                                    .data(1)
                                    .retrieveMono(Quote.class)
                                    .block(PATIENCE);
                            assertThatSoon(
                                    () -> server.getBean(MuxServerLifecycle.class)
                                            .binding()
                                            .orElseThrow()
                                            .connections()
                                            .size(),
                                    connections -> connections == 2,
                                    "two connections");
                        }));
    }

    @Test
    void theConnectionEndsWithTheApplication() {
        serving().run(server -> {
            MuxConnection[] used = new MuxConnection[1];
            runner.withPropertyValues("mux.client.address=" + address()).run(client -> {
                used[0] = client.getBean(MuxConnection.class);
                StepVerifier.create(client.getBean(MuxRequester.class)
                                .route("quotes.A")
                                .data(1)
                                .retrieveFlux(Quote.class))
                        .expectNextCount(1)
                        .verifyComplete();
            });
            StepVerifier.create(used[0].onClose()).verifyComplete();
        });
    }

    @Test
    void aConnectionOfTheApplicationsOwnIsTheConnection() {
        MuxConnection own = MuxPair.create(MuxPair.end()).client();
        runner.withPropertyValues("mux.client.address=" + address())
                .withBean(MuxConnection.class, () -> own)
                .run(context -> {
                    assertThat(context.getBean(MuxConnection.class)).isSameAs(own);
                    assertThat(context.getBean(MuxRequester.class).connection()).isSameAs(own);
                });
    }

    @Test
    void jsonIsThatOfTheApplicationsMapper() {
        JsonMapper shouting = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_SNAKE_CASE)
                .build();
        serving()
                .withBean(JsonMapper.class, () -> shouting)
                .run(server -> runner.withPropertyValues("mux.client.address=" + address())
                        .run(client -> StepVerifier.create(client.getBean(MuxRequester.class)
                                        .route("quotes.A")
                                        .data(1)
                                        .retrieveFlux(String.class))
                                .expectNext("{\"SYMBOL\":\"A\",\"PRICE\":1}")
                                .verifyComplete()));
    }

    @Test
    void strategiesMayBeCustomised() {
        runner.withBean(
                        MuxStrategiesCustomizer.class,
                        () -> strategies -> strategies.mimeType(MimeTypeUtils.TEXT_PLAIN))
                .run(context -> assertThat(context.getBean(MuxStrategies.class).mimeType())
                        .hasToString("text/plain"));
    }

    @Test
    void withoutSpringMessagingThereAreNoAnnotatedMethods() {
        runner.withPropertyValues("mux.server.addresses=" + address())
                .withClassLoader(new FilteredClassLoader(MessageMappingMessageHandler.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MuxMessageHandler.class));
    }
}
