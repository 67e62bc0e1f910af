package org.reactivemux.reactor.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.reactivemux.reactor.raw.RawFrame;

/**
 * A peer that speaks the plain dialect and has never heard of another (docs/protocol.md, section 9): it knows no
 * half-close and no flag, answers a PING by a PONG, ignores ERROR, and as an initiator ignores OPEN. What its channels
 * are for is a program of the test's, on a thread for each channel.
 */
final class PlainPeer implements AutoCloseable {
    private final SocketChannel socket;
    private final boolean acceptor;
    private final Consumer<PlainChannel> program;
    private final AtomicInteger lastId = new AtomicInteger(-1);
    private final Map<Integer, PlainChannel> channels = new ConcurrentHashMap<>();
    private final List<RawFrame> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstWord = new CountDownLatch(1);
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "plain peer");
        thread.setDaemon(true);
        return thread;
    });

    private PlainPeer(SocketChannel socket, boolean acceptor, Consumer<PlainChannel> program) {
        this.socket = socket;
        this.acceptor = acceptor;
        this.program = program;
    }

    /** Connects to a server. */
    static PlainPeer connect(Path path) {
        try {
            SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
            socket.connect(UnixDomainSocketAddress.of(path));
            return new PlainPeer(socket, false, channel -> {}).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Listens; {@link #accept} then takes the one connection. */
    static ServerSocketChannel listen(Path path) {
        try {
            return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a connection, and runs that program on each channel that is opened on it. */
    static PlainPeer accept(ServerSocketChannel listener, Consumer<PlainChannel> program) {
        try {
            return new PlainPeer(listener.accept(), true, program).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Listens, and waits until it has heard something: whatever is at the other end speaks without being asked. */
    private PlainPeer start() {
        threads.execute(this::listen);
        try {
            assertThat(firstWord.await(10, TimeUnit.SECONDS)).as("a first word").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return this;
    }

    /** Opens a channel, for an initiator. */
    PlainChannel open() {
        int id = lastId.addAndGet(2);
        PlainChannel channel = new PlainChannel(id, this::say);
        channels.put(id, channel);
        say(RawFrame.empty(id, RawFrame.OPEN, 0));
        return channel;
    }

    private void listen() {
        try {
            for (RawFrame frame; (frame = RawFrame.read(socket)) != null; ) {
                heard.add(frame);
                firstWord.countDown();
                take(frame);
            }
        } catch (IOException closed) {
            // an end like any other
        }
        channels.values().forEach(PlainChannel::closedByPeer);
    }

    private void take(RawFrame frame) {
        PlainChannel channel = channels.get(frame.channel());
        switch (frame.type()) {
            case RawFrame.PING -> say(new RawFrame(0, RawFrame.PONG, 0, frame.payload()));
            case RawFrame.OPEN -> opened(frame.channel());
            default -> {
                if (channel != null) {
                    takeOn(channel, frame);
                }
            }
        }
    }

    private void takeOn(PlainChannel channel, RawFrame frame) {
        switch (frame.type()) {
            case RawFrame.DATA -> channel.arrived(frame.payload());
            case RawFrame.FLOW_CONTROL -> channel.granted(frame.integer(0));
            case RawFrame.CLOSE -> {
                channels.remove(frame.channel());
                say(RawFrame.ack(frame.channel()));
                channel.closedByPeer();
            }
            default -> {} // an ERROR means nothing here, and an ACK was not waited for
        }
    }

    private void opened(int id) {
        if (acceptor) {
            PlainChannel channel = new PlainChannel(id, this::say);
            channels.put(id, channel);
            say(RawFrame.ack(id));
            threads.execute(() -> run(channel));
        }
    }

    private void run(PlainChannel channel) {
        try {
            program.accept(channel);
        } catch (RuntimeException | AssertionError failure) {
            failures.add(failure);
        }
    }

    private synchronized void say(RawFrame frame) {
        try {
            for (ByteBuffer bytes = frame.encode(); bytes.hasRemaining(); ) {
                socket.write(bytes);
            }
        } catch (IOException gone) {
            // whoever listens finds out, and ends the channels
        }
    }

    /** What was heard so far, in order. */
    List<RawFrame> heard() {
        return new ArrayList<>(heard);
    }

    /** Checks that behind its hello the other side has kept to the plain dialect (P-3, P-4, P-10, P-13). */
    void assertHeardNothingButPlainFrames() {
        List<RawFrame> frames = heard();
        assertThat(failures).as("failures of the peer's programs").isEmpty();
        assertThat(frames.get(0)).as("the first frame").matches(frame -> frame.is(RawFrame.PING, 0));
        assertThat(frames.subList(1, frames.size())).allSatisfy(frame -> {
            assertThat(frame.flags()).as("flags of %s", frame).isZero();
            switch (frame.type()) {
                case RawFrame.OPEN, RawFrame.ACK ->
                    assertThat(frame.size()).as("payload of %s", frame).isZero();
                case RawFrame.CLOSE ->
                    assertThat(frame.channel()).as("channel of %s", frame).isNotZero();
                case RawFrame.FLOW_CONTROL ->
                    assertThat(frame.size()).as("payload of %s", frame).isEqualTo(4);
                case RawFrame.DATA ->
                    assertThat(frame.size()).as("payload of %s", frame).isLessThanOrEqualTo(PlainChannel.WINDOW);
                default -> {}
            }
        });
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
