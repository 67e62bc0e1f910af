package org.reactivemux.samples.webflux;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An HTTP client that follows a stream over a plain socket, and reads only when it is told to. */
final class SlowBrowser implements AutoCloseable {
    private static final int LITTLE = 4_096;
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final BufferedReader in;

    SlowBrowser(URI gateway, String path) throws IOException {
        socket.setReceiveBufferSize(LITTLE);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
        String request = "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n\r\n"
                .formatted(path, gateway.getAuthority());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), LITTLE);
    }

    /** Reads until a line begins so, and gives the rest of it. */
    String next(String beginning) throws IOException {
        String line = in.readLine();
        while (line != null && !line.startsWith(beginning)) {
            line = in.readLine();
        }
        if (line == null) {
            throw new IOException("the stream has ended");
        }
        return line.substring(beginning.length());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
