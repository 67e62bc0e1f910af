package org.reactivemux.samples.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/** A server that speaks the plain dialect only: it sends back each message at once, and never ends anything. */
final class PlainEchoServer implements AutoCloseable {
    private static final short MAGIC = 0x5353;
    private static final int HEADER = 16;
    private static final byte OPEN = 1;
    private static final byte CLOSE = 2;
    private static final byte DATA = 3;
    private static final byte ACK = 4;
    private static final byte PING = 6;
    private static final byte PONG = 7;
    private static final byte FLOW_CONTROL = 8;

    private final ServerSocketChannel listener;
    private final Thread thread = new Thread(this::serve, "plain-echo-server");
    private final AtomicInteger channels = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    private PlainEchoServer(ServerSocketChannel listener) {
        this.listener = listener;
    }

    static PlainEchoServer at(Path path) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        PlainEchoServer server = new PlainEchoServer(listener);
        server.thread.start();
        return server;
    }

    /** How many channels were opened. */
    int channels() {
        return channels.get();
    }

    /** Waits until a client has closed its channel. */
    void awaitClosedChannel() throws InterruptedException {
        if (!closed.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("no channel was closed");
        }
    }

    private void serve() {
        while (listener.isOpen()) {
            try (SocketChannel socket = listener.accept()) {
                DataInputStream in = new DataInputStream(Channels.newInputStream(socket));
                DataOutputStream out = new DataOutputStream(Channels.newOutputStream(socket));
                while (true) {
                    answer(in, out);
                }
            } catch (EOFException | ClosedChannelException over) {
                // the client has gone, or the server is closed
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private void answer(DataInputStream in, DataOutputStream out) throws IOException {
        byte[] header = new byte[HEADER];
        in.readFully(header);
        ByteBuffer fields = ByteBuffer.wrap(header);
        int channel = fields.getInt(2);
        byte[] payload = new byte[fields.getInt(8)];
        in.readFully(payload);
        switch (fields.get(6)) {
            case OPEN -> {
                channels.incrementAndGet();
                out.write(frame(channel, ACK, new byte[0]));
            }
            case CLOSE -> {
                out.write(frame(channel, ACK, new byte[0]));
                closed.countDown();
            }
            case DATA -> {
                if (payload.length > 0) {
                    byte[] bytes = ByteBuffer.allocate(4).putInt(payload.length).array();
                    out.write(frame(channel, FLOW_CONTROL, bytes));
                }
                out.write(frame(channel, DATA, payload));
            }
            case PING -> out.write(frame(channel, PONG, payload));
            default -> {
                // of no interest here
            }
        }
    }

    private static byte[] frame(int channel, byte type, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length);
        frame.putShort(MAGIC).putInt(channel).put(type).put((byte) 0).putInt(payload.length);
        CRC32 checksum = new CRC32();
        checksum.update(frame.array(), 0, frame.position());
        checksum.update(payload);
        return frame.putInt((int) checksum.getValue()).put(payload).array();
    }

    @Override
    public void close() throws IOException {
        listener.close(); // which ends the thread
    }
}
