package org.reactivemux.reactor.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivemux.EndpointException;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.reactor.Certificates;
import org.reactivemux.reactor.Certificates.Pem;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.OverSockets;
import org.reactivemux.reactor.spring.MuxRequester;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** TLS by the bundles of Spring Boot: certificates are properties, and hands are shaken over TCP. */
@OverSockets
class TlsBundleTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class,
                    MuxServerAutoConfiguration.class,
                    MuxClientAutoConfiguration.class,
                    MuxMessagingAutoConfiguration.class,
                    MuxStrategiesAutoConfiguration.class));

    private static String[] certificate(String bundle, Pem pem) {
        String keystore = "spring.ssl.bundle.pem.%s.keystore.".formatted(bundle);
        return new String[] {keystore + "certificate=" + pem.certificate(), keystore + "private-key=" + pem.key()};
    }

    private static String trust(String bundle) {
        return "spring.ssl.bundle.pem.%s.truststore.certificate=%s"
                .formatted(bundle, Pem.ofServer().authority());
    }

    private ApplicationContextRunner server(String... further) {
        return runner.withPropertyValues(
                        "mux.server.addresses=tcp://%s:0".formatted(Certificates.HOST), "mux.server.ssl.bundle=here")
                .withPropertyValues(certificate("here", Pem.ofServer()))
                .withPropertyValues(further)
                .withBean(Quotes.class);
    }

    private ApplicationContextRunner clientOf(MuxBinding server, Optional<Pem> identity) {
        ApplicationContextRunner client = runner.withPropertyValues(
                "mux.client.address=tcp://" + server.addresses().get(0),
                "mux.client.ssl.bundle=there",
                "mux.client.reconnect.max-retries=0",
                trust("there"));
        return identity.map(pem -> client.withPropertyValues(certificate("there", pem)))
                .orElse(client);
    }

    private void whileServing(ApplicationContextRunner serving, Consumer<MuxBinding> asking) {
        serving.run(context -> asking.accept(
                context.getBean(MuxServerLifecycle.class).binding().orElseThrow()));
    }

    private static Mono<Integer> sum(MuxRequester requester) {
        return requester.route("sum").data(Flux.range(1, 4)).retrieveMono(Integer.class);
    }

    private static void verifyServed(ApplicationContextRunner client) {
        client.run(context -> StepVerifier.create(sum(context.getBean(MuxRequester.class)))
                .expectNext(10)
                .verifyComplete());
    }

    private static void verifyRefusedByTls(ApplicationContextRunner client) {
        client.run(context -> StepVerifier.create(sum(context.getBean(MuxRequester.class)))
                .verifyErrorSatisfies(refusal -> assertThat(refusal)
                        .isInstanceOfSatisfying(
                                EndpointException.class,
                                unusable -> assertThat(unusable.reason()).isEqualTo(EndpointException.Reason.TLS))));
    }

    @Test
    void bothSidesAreKnownByTheirCertificates() {
        whileServing(
                server(trust("here")),
                binding -> clientOf(binding, Optional.of(Pem.ofAlice())).run(context -> {
                    MuxRequester requester = context.getBean(MuxRequester.class);
                    assertThat(sum(requester).block(PATIENCE)).isEqualTo(10);
                    assertThat(binding.connections())
                            .singleElement()
                            .satisfies(connection -> assertThat(
                                            connection.peer().identity().certificate())
                                    .hasValueSatisfying(certificate -> assertThat(certificate
                                                    .getSubjectX500Principal()
                                                    .getName())
                                            .isEqualTo("CN=alice")));
                    assertThat(requester.connection().peer().identity().certificate())
                            .isPresent();
                }));
    }

    @Test
    void withATrustStoreNobodyIsLetInWhomItDoesNotTrust() {
        whileServing(server(trust("here")), binding -> {
            verifyRefusedByTls(clientOf(binding, Optional.empty()));
            verifyRefusedByTls(clientOf(binding, Optional.of(Pem.ofMallory())));
            assertThat(binding.connections()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"none", "want"})
    void aCertificateNeedNotBeAskedForIfAnAuthoriserLetsClientsIn(String clientAuth) {
        whileServing(
                server(trust("here"), "mux.server.ssl.client-auth=" + clientAuth)
                        .withBean(MuxServerCustomizer.class, () -> server -> server.authorise(PeerAuthoriser.anyone())),
                binding -> verifyServed(clientOf(binding, Optional.empty())));
    }

    @Test
    void protocolsAreThoseOfTheBundle() {
        whileServing(
                server(trust("here"), "spring.ssl.bundle.pem.here.options.enabled-protocols=TLSv1.2"),
                binding -> clientOf(binding, Optional.of(Pem.ofAlice())).run(context -> {
                    MuxRequester requester = context.getBean(MuxRequester.class);
                    assertThat(sum(requester).block(PATIENCE)).isEqualTo(10);
                    assertThat(requester.connection().peer().identity().tls())
                            .hasValueSatisfying(
                                    session -> assertThat(session.getProtocol()).isEqualTo("TLSv1.2"));
                }));
    }

    @Test
    void aServerThatTheClientsBundleDoesNotTrustIsNotSpokenTo() {
        whileServing(
                server(trust("here")),
                binding -> verifyRefusedByTls(runner.withPropertyValues(
                                "mux.client.address=tcp://"
                                        + binding.addresses().get(0),
                                "mux.client.ssl.bundle=alone",
                                "mux.client.reconnect.max-retries=0")
                        .withPropertyValues(certificate("alone", Pem.ofAlice()))));
    }

    /** What may be amiss with a bundle fails the start, and is told by the name of the property. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mux.server.ssl.bundle      | elsewhere | there is no such bundle; there are: here, trusting
            mux.server.ssl.bundle      | trusting  | has no certificate of a server
            mux.server.ssl.client-auth | NEED      | bundle 'here' has no trust store to say whose certificates are good
            mux.client.ssl.bundle      | elsewhere | there is no such bundle; there are: here, trusting
            """)
    void aBundleThatDoesNotDoIsToldByName(String property, String value, String reason) {
        verifyRefused(
                server(trust("trusting"), "mux.client.address=tcp://localhost:1", property + "=" + value),
                property,
                value,
                reason);
    }

    @Test
    void withoutABundleThereAreNoCertificatesToAskFor() {
        verifyRefused(
                runner.withPropertyValues("mux.server.addresses=@x", "mux.server.ssl.client-auth=want"),
                "mux.server.ssl.client-auth",
                "WANT",
                "without TLS there are no certificates");
    }

    private static void verifyRefused(ApplicationContextRunner started, String property, String value, String reason) {
        started.run(context -> assertThat(context).getFailure().satisfies(failure -> {
            InvalidConfigurationPropertyValueException refusal = InvalidPropertiesTest.refusalIn(failure);
            assertThat(refusal.getName()).isEqualTo(property);
            assertThat(refusal.getValue()).asString().isEqualTo(value);
            assertThat(refusal.getReason()).isEqualTo(reason);
        }));
    }
}
