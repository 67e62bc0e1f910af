package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One end of a Unix socket that says exactly what a test has it say, and keeps what it hears in order. It does nothing
 * by itself but read.
 */
public final class RawPeer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    /** How often the other side's event loop must have gone round before what it does by itself counts as done. */
    private static final int ROUNDS = 3;

    private final SocketChannel socket;
    private final BlockingQueue<Optional<RawFrame>> heard = new LinkedBlockingQueue<>();
    private final Semaphore gate = new Semaphore(1);
    private final CountDownLatch standing = new CountDownLatch(1);
    private final Thread listening;
    private int pings;

    private RawPeer(SocketChannel socket) {
        this.socket = socket;
        listening = new Thread(this::listen, "raw peer");
        listening.setDaemon(true);
    }

    /** Connects and listens; says nothing. */
    public static RawPeer connect(Path path) {
        try {
            SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
            socket.connect(UnixDomainSocketAddress.of(path));
            return listeningTo(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawPeer listeningTo(SocketChannel socket) {
        RawPeer peer = new RawPeer(socket);
        peer.listening.start();
        return peer;
    }

    private void listen() {
        try {
            for (RawFrame frame; (frame = RawFrame.read(socket)) != null; ) {
                passGate();
                heard.add(Optional.of(frame));
            }
        } catch (IOException closed) {
            // a reset after the last word is an end like any other
        }
        heard.add(Optional.empty());
    }

    private void passGate() {
        if (!gate.tryAcquire()) {
            standing.countDown();
            gate.acquireUninterruptibly();
        }
        gate.release();
    }

    /** Waits until it has read the one frame that it still read after {@link #stopReading}. */
    public void awaitStandstill() {
        try {
            assertThat(standing.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("standing still")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Reads no more than the frame at hand from now on, so that the socket fills up; for good. */
    public void stopReading() {
        gate.acquireUninterruptibly();
    }

    /** Exchanges hellos and their answers: says this one, and takes the other side's. Returns the other side's. */
    public RawFrame greet(Tlvs settings) {
        say(RawFrame.hello(settings));
        RawFrame hello = next();
        assertThat(hello)
                .as("the first frame")
                .matches(frame -> frame.is(RawFrame.PING, 0) && frame.has(RawFrame.HELLO));
        say(new RawFrame(0, RawFrame.PONG, 0, hello.payload()));
        assertThat(next().type()).as("the answer to the hello").isEqualTo(RawFrame.PONG);
        return hello;
    }

    /** Takes the other side's hello for a PING and answers it, as a plain peer does. */
    public void greetPlainly() {
        RawFrame ping = next();
        say(new RawFrame(0, RawFrame.PONG, 0, ping.payload()));
    }

    /** Writes the frames, all in one go. */
    public void say(RawFrame... frames) {
        int length = 0;
        for (RawFrame frame : frames) {
            length += 16 + frame.size();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (RawFrame frame : frames) {
            bytes.put(frame.encode());
        }
        write(bytes.flip());
    }

    /** Writes what need not be frames. */
    public void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame of any kind. */
    public RawFrame next() {
        return nextOrEnd().orElseThrow(() -> new AssertionError("the stream ended where a frame was expected"));
    }

    /** The next frame that is not the connection's own. */
    public RawFrame nextOfChannel() {
        RawFrame frame;
        do {
            frame = next();
        } while (frame.channel() == 0 && frame.type() != RawFrame.ERROR);
        return frame;
    }

    /** The next frame, which must be of that type and on that channel. */
    public RawFrame expect(int type, int channel) {
        RawFrame frame = nextOfChannel();
        assertThat(frame).matches(f -> f.is(type, channel), RawFrame.empty(channel, type, 0) + " (type and channel)");
        return frame;
    }

    /** Skips what comes until a frame of that type on that channel. */
    public RawFrame await(int type, int channel) {
        RawFrame frame;
        do {
            frame = next();
        } while (!frame.is(type, channel));
        return frame;
    }

    /** Skips what comes until the other side has closed the stream; returns what came. */
    public List<RawFrame> untilEnd() {
        List<RawFrame> last = new ArrayList<>();
        Optional<RawFrame> frame = nextOrEnd();
        while (frame.isPresent()) {
            last.add(frame.get());
            frame = nextOrEnd();
        }
        return last;
    }

    /**
     * Lets the other side do all that it does by itself, without waiting for time to pass: it has to answer several
     * PINGs, one after the other, and each answer takes a turn of its event loop. What other threads have asked that
     * loop for may still wait; where tests do so, they settle by {@link ClientToRawPeer} or {@link ServerToRawPeer}.
     *
     * @return what came meanwhile, without the PONGs
     */
    public List<RawFrame> settle() {
        List<RawFrame> meanwhile = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            RawFrame ping = RawFrame.ping("settle " + pings++);
            say(ping);
            RawFrame pong = new RawFrame(0, RawFrame.PONG, 0, ping.payload());
            RawFrame frame = next();
            while (!frame.equals(pong)) {
                meanwhile.add(frame);
                frame = next();
            }
        }
        return meanwhile;
    }

    private Optional<RawFrame> nextOrEnd() {
        try {
            Optional<RawFrame> frame = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("nothing came within %d seconds".formatted(PATIENCE_SECONDS));
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            gate.release();
            if (listening.isAlive()) {
                listening.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
