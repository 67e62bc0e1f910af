package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.reactivemux.samples.cli.forward.TcpTransport;

/** The way to a TCP server of this machine by {@code mux forward}, a Unix socket and {@code mux serve --forward}. */
final class Detour implements AutoCloseable {
    private static final String NAME = "target";
    private static final int PATIENCE_MILLIS = 60_000;

    private final Serving serving;
    private final Serving forwarding;

    private Detour(Serving serving, Serving forwarding) {
        this.serving = serving;
        this.forwarding = forwarding;
    }

    /** By the best transport that is there. */
    static Detour to(int port, Path directory) throws Exception {
        return to(port, directory, TcpTransport.best().toString());
    }

    static Detour to(int port, Path directory, String transport) throws Exception {
        String socket = directory.resolve("mux.sock").toString();
        Serving serving = serve(port, socket, transport);
        return new Detour(serving, forward(socket, transport));
    }

    static Serving serve(int port, String socket, String transport) throws Exception {
        return Serving.with("--socket", socket, "--transport", transport, "--forward", NAME + "=127.0.0.1:" + port);
    }

    static Serving forward(String socket, String transport) throws Exception {
        return Serving.forwarding(
                "--socket", socket, "--transport", transport, "--listen", ":0", "--to", NAME, "--grace", "0.1");
    }

    /** The port of something that listens on the loopback address. */
    static int port(Serving listening) {
        assertThat(listening.line()).startsWith("listening on 127.0.0.1:");
        return Integer.parseInt(listening.line().substring(listening.line().lastIndexOf(':') + 1));
    }

    int port() {
        return port(forwarding);
    }

    Serving serving() {
        return serving;
    }

    Serving forwarding() {
        return forwarding;
    }

    /** A client of the server, by the detour. */
    Socket connect() throws IOException {
        return connect(port());
    }

    static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** A server on a port of its own. */
    static ServerSocket listen() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);
        return server;
    }

    static Socket accept(ServerSocket server) throws IOException {
        Socket socket = server.accept();
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** A port where nobody listens. */
    static int freePort() throws IOException {
        try (ServerSocket taken = listen()) {
            return taken.getLocalPort();
        }
    }

    /** Both sides had nothing to complain of. */
    void assertQuiet() {
        assertThat(forwarding.err()).isEmpty();
        assertThat(serving.err()).isEmpty();
    }

    @Override
    public void close() {
        forwarding.close();
        serving.close();
    }
}
