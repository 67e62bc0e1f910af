package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.reactivemux.reactor.PatientVerifiers;
import org.reactivemux.reactor.raw.RawFrame;
import org.reactivemux.reactor.raw.Tlvs;

/** An initiator that writes what it likes as fast as it is taken. Of what it hears it keeps the last word alone. */
final class HostilePeer implements AutoCloseable {
    /** After so many of its turns the other side has done all that it does by itself. */
    private static final int ROUNDS = 3;

    private final SocketChannel socket;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Semaphore pongs = new Semaphore(0);
    private volatile @Nullable RawFrame lastWord;

    private HostilePeer(SocketChannel socket) {
        this.socket = socket;
    }

    static HostilePeer connect(Path path) {
        HostilePeer peer = deaf(path);
        Thread listening = new Thread(peer::listen, "hostile peer");
        listening.setDaemon(true);
        listening.start();
        return peer;
    }

    /** One that never reads from its socket. */
    static HostilePeer deaf(Path path) {
        try {
            SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
            socket.connect(UnixDomainSocketAddress.of(path));
            return new HostilePeer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try {
            for (RawFrame frame; (frame = RawFrame.read(socket)) != null; ) {
                if (frame.type() == RawFrame.PONG) {
                    pongs.release();
                }
                lastWord = frame.is(RawFrame.ERROR, 0) ? frame : lastWord;
            }
        } catch (IOException reset) {
            // an end like any other
        }
        end.complete(null);
    }

    /** Says hello, as an extended peer. */
    void greet() {
        say(List.of(RawFrame.hello(Tlvs.hello(Tlvs.INITIATOR))));
    }

    void say(List<RawFrame> frames) {
        assertThat(write(join(frames))).as("the frames are taken").isTrue();
    }

    /** Waits until the other side has answered all that it was asked, as it answers a PING for each of several turns. */
    void settle() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            pongs.drainPermits();
            say(List.of(RawFrame.ping("settle")));
            assertThat(pongs.tryAcquire(PatientVerifiers.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as("a PONG")
                    .isTrue();
        }
    }

    /** Writes one block after the other until it is enough, or until nobody takes any more. */
    void flood(IntFunction<ByteBuffer> blocks, BooleanSupplier enough) {
        for (int i = 0; !hasEnded() && !enough.getAsBoolean() && write(blocks.apply(i)); i++) {
            assertThat(i).as("blocks, none of which was answered").isLessThan(1_000_000);
        }
    }

    /** Says the prelude, if there is one, and then writes the flood until the other side ends the connection. */
    RawFrame floodToTheEnd(Flood flood) throws InterruptedException {
        if (!flood.prelude().isEmpty()) {
            say(flood.prelude());
            settle();
        }
        flood(flood.block(), () -> false);
        return lastWord();
    }

    /** Writes what need not be frames; false if nobody takes it any more. */
    boolean write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
            return true;
        } catch (IOException nobodyTakesIt) {
            return false;
        }
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** Waits for the end of the stream and gives the ERROR that explained it. */
    RawFrame lastWord() {
        assertThat(end)
                .as("the end of the stream")
                .succeedsWithin(PatientVerifiers.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return Objects.requireNonNull(lastWord, "the stream ended without an ERROR on channel 0");
    }

    static ByteBuffer join(List<RawFrame> frames) {
        int length = 0;
        for (RawFrame frame : frames) {
            length += 16 + frame.size();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (RawFrame frame : frames) {
            bytes.put(frame.encode());
        }
        return bytes.flip();
    }

    /** Dies without a word. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
