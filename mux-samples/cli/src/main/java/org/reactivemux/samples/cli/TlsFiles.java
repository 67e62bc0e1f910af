package org.reactivemux.samples.cli;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say who this side is over TCP, and whom it trusts. Files are in PEM form. */
final class TlsFiles {
    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            converter = FilePath.class,
            description = "Over TCP: this side's certificate, and those of its issuers behind it, as PEM.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            converter = FilePath.class,
            description = "Over TCP: the certificate's private key, as PEM (PKCS#8) without a password.")
    private @Nullable Path key;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            converter = FilePath.class,
            description = "Over TCP: the certificates of those who certify the other side, as PEM.")
    private @Nullable Path authorities;

    boolean anyGiven() {
        return certificate != null || key != null || authorities != null;
    }

    boolean trustIsGiven() {
        return authorities != null;
    }

    /** Whether this side has a certificate, which is of no use without its key. */
    boolean identityIsGiven() {
        if ((certificate == null) != (key == null)) {
            throw new UsageException("--tls-cert and --tls-key go together");
        }
        return certificate != null;
    }

    /** A server that shows its certificate; who is to be trusted is set by {@link #trusting}. */
    SslContextBuilder ofServer() throws IOException {
        Path certificates = given(certificate);
        Path itsKey = given(key);
        try (InputStream chain = Files.newInputStream(certificates);
                InputStream secret = Files.newInputStream(itsKey)) {
            return SslContextBuilder.forServer(chain, secret);
        } catch (IllegalArgumentException unusable) {
            throw noIdentity(certificates, itsKey);
        }
    }

    /** A client that shows its certificate if it has one. */
    SslContextBuilder ofClient() throws IOException {
        SslContextBuilder context = SslContextBuilder.forClient();
        if (!identityIsGiven()) {
            return context;
        }
        Path certificates = given(certificate);
        Path itsKey = given(key);
        try (InputStream chain = Files.newInputStream(certificates);
                InputStream secret = Files.newInputStream(itsKey)) {
            return context.keyManager(chain, secret);
        } catch (IllegalArgumentException unusable) {
            throw noIdentity(certificates, itsKey);
        }
    }

    /** Trusts those whom {@code --tls-ca} names; without it whom the Java platform trusts. */
    SslContext trusting(SslContextBuilder context) throws IOException {
        if (authorities == null) {
            return context.build();
        }
        Path trusted = authorities;
        try (InputStream certificates = Files.newInputStream(trusted)) {
            return context.trustManager(certificates).build();
        } catch (IllegalArgumentException unusable) {
            throw new CommandException("no certificates in PEM form: " + trusted);
        }
    }

    private static Path given(@Nullable Path file) {
        if (file == null) {
            throw new IllegalStateException("asked for before it was known to be given");
        }
        return file;
    }

    private static CommandException noIdentity(Path certificates, Path key) {
        return new CommandException(
                "no certificate and its private key (PKCS#8), both in PEM form: %s, %s".formatted(certificates, key));
    }
}
