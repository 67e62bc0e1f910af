package org.reactivemux.reactor;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import reactor.netty.tcp.SslProvider.SslContextSpec;

/** An authority, a server whose certificate is for {@link #HOST}, and clients of different standing; made anew for each run. */
public final class Certificates {
    public static final String HOST = "127.0.0.1";

    private static final X509Bundle AUTHORITY = authority("CN=the authority");
    private static final X509Bundle SERVER = issue("CN=server", AUTHORITY);
    private static final X509Bundle ALICE = issue("CN=alice", AUTHORITY);
    private static final X509Bundle MALLORY = issue("CN=alice", authority("CN=somebody else"));

    private Certificates() {}

    private static X509Bundle authority(String subject) {
        return made(() -> new CertificateBuilder()
                .ecp256()
                .subject(subject)
                .setIsCertificateAuthority(true)
                .buildSelfSigned());
    }

    private static X509Bundle issue(String subject, X509Bundle authority) {
        return made(() -> new CertificateBuilder()
                .ecp256()
                .subject(subject)
                .addSanIpAddress(HOST)
                .buildIssuedBy(authority));
    }

    /** What may fail because of the cryptography there is. */
    @FunctionalInterface
    private interface Making<T> {
        T make() throws Exception;
    }

    private static <T> T made(Making<T> making) {
        try {
            return making.make();
        } catch (Exception e) {
            throw new IllegalStateException("no certificate can be made", e);
        }
    }

    private static KeyManagerFactory keyOf(X509Bundle bundle) {
        return made(bundle::toKeyManagerFactory);
    }

    /** A server that asks nobody for a certificate. */
    static Consumer<SslContextSpec> ofServer() {
        return server(context -> {});
    }

    /** A server that lets in nobody without one. */
    static Consumer<SslContextSpec> ofServerThatAsksClients() {
        return server(context -> context.clientAuth(ClientAuth.REQUIRE).trustManager(AUTHORITY.getCertificate()));
    }

    private static Consumer<SslContextSpec> server(Consumer<SslContextBuilder> further) {
        return settings(SslContextBuilder.forServer(keyOf(SERVER)), further);
    }

    /**
     * As files have it.
     *
     * @param authority whom to trust
     */
    public record Pem(String certificate, String key, String authority) {
        private static Pem of(X509Bundle bundle) {
            return new Pem(bundle.getCertificatePathPEM(), bundle.getPrivateKeyPEM(), AUTHORITY.getCertificatePEM());
        }

        public static Pem ofServer() {
            return of(SERVER);
        }

        public static Pem ofAlice() {
            return of(ALICE);
        }

        public static Pem ofMallory() {
            return of(MALLORY);
        }
    }

    private static Consumer<SslContextSpec> settings(SslContextBuilder context, Consumer<SslContextBuilder> further) {
        further.accept(context);
        return spec -> spec.sslContext(made(context::build));
    }

    /** A client without a certificate. */
    static Consumer<SslContextSpec> trustingServer() {
        return client(context -> {});
    }

    /** A client whom the authority knows as alice. */
    static Consumer<SslContextSpec> ofAlice() {
        return client(context -> context.keyManager(keyOf(ALICE)));
    }

    /** A client who says it is alice, which somebody else has certified. */
    static Consumer<SslContextSpec> ofMallory() {
        return client(context -> context.keyManager(keyOf(MALLORY)));
    }

    static Consumer<SslContextSpec> client(Consumer<SslContextBuilder> further) {
        return settings(SslContextBuilder.forClient().trustManager(AUTHORITY.getCertificate()), further);
    }
}
