package org.reactivemux.samples.patterns.guide;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import javax.net.ssl.SSLException;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;

/** The same over TCP, where both sides show certificates. */
public final class Networks {
    private final File certificateChain;
    private final File key;
    private final File authority;

    /**
     * With one certificate for both sides.
     *
     * @param certificateChain in PEM
     * @param key in PEM
     * @param authority whose certificates are trusted
     */
    public Networks(File certificateChain, File key, File authority) {
        this.certificateChain = certificateChain;
        this.key = key;
        this.authority = authority;
    }

    /**
     * Listens.
     *
     * @return the server
     * @throws SSLException if a file is not what it should be
     */
    public MuxBinding serve() throws SSLException {
        SslContext ofServer = SslContextBuilder.forServer(certificateChain, key)
                .trustManager(authority)
                .clientAuth(ClientAuth.REQUIRE)
                .build();
        MuxBinding binding = MuxServer.create()
                .unix("/run/app/mux.sock")
                .tcp("0.0.0.0", 7000)
                .secure(tls -> tls.sslContext(ofServer))
                .handle("echo", channel -> channel.send(channel.receive()))
                .bind()
                .block();
        return binding;
    }

    /**
     * Connects.
     *
     * @return the connection
     * @throws SSLException if a file is not what it should be
     */
    public MuxConnection connect() throws SSLException {
        SslContext ofClient = SslContextBuilder.forClient()
                .trustManager(authority)
                .keyManager(certificateChain, key)
                .build();
        MuxConnection mux = MuxClient.create()
                .tcp("mux.example.org", 7000)
                .secure(tls -> tls.sslContext(ofClient))
                .connect()
                .block();
        return mux;
    }
}
