package org.reactivemux.reactor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A line on which bytes take their time: whoever connects to it is connected to the server behind it, and in each direction
 * everything arrives so much later, no faster than the line carries, and in order. Ends are carried too, each by itself.
 */
final class SlowLine implements AutoCloseable {
    private final ServerSocket entrance;
    private final InetSocketAddress server;
    private final Duration delay;
    private final int bytesPerSecond;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** A line that takes so long each way, and carries so many bytes a second each way. */
    SlowLine(int serversPort, Duration delay, int bytesPerSecond) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serversPort);
        this.delay = delay;
        this.bytesPerSecond = bytesPerSecond;
        try {
            entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("entrance", this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = entrance.accept();
            Socket far = new Socket();
            sockets.add(near);
            sockets.add(far);
            far.connect(server);
            carry(near, far);
            carry(far, near);
        }
    }

    private void carry(Socket from, Socket to) throws IOException {
        from.setTcpNoDelay(true);
        SlowDirection direction = new SlowDirection(from, to, delay, bytesPerSecond);
        start("in", direction::takeIn);
        start("out", direction::giveOut);
    }

    /** What may fail when the sockets are closed, which is how it ends. */
    @FunctionalInterface
    private interface Carrying {
        void run() throws IOException, InterruptedException;
    }

    private void start(String name, Carrying carrying) {
        Thread thread = new Thread(
                () -> {
                    try {
                        carrying.run();
                    } catch (IOException lost) {
                        cut();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("nobody interrupts it", e);
                    }
                },
                "slow line, " + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Loses all connections, and what was on the way. */
    void cut() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }
}
