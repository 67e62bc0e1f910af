package org.reactivemux.samples.cli;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An authority, and a certificate for this machine that it has issued, in files; made anew for each test. */
record Pem(Path authority, Path certificate, Path key) {

    static Pem in(Path directory) throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .ecp256()
                .subject("CN=the authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle issued = new CertificateBuilder()
                .ecp256()
                .subject("CN=mux")
                .addSanIpAddress("127.0.0.1")
                .buildIssuedBy(authority);
        Files.createDirectories(directory);
        return new Pem(
                Files.writeString(directory.resolve("ca.pem"), authority.getCertificatePEM()),
                Files.writeString(directory.resolve("cert.pem"), issued.getCertificatePathPEM()),
                Files.writeString(directory.resolve("key.pem"), issued.getPrivateKeyPEM()));
    }

    List<String> trust() {
        return List.of("--tls-ca", authority.toString());
    }

    List<String> identity() {
        return List.of("--tls-cert", certificate.toString(), "--tls-key", key.toString());
    }

    /** What both sides of mutual TLS are told. */
    List<String> all() {
        return List.of(
                "--tls-ca", authority.toString(), "--tls-cert", certificate.toString(), "--tls-key", key.toString());
    }
}
