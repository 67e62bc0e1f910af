package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;

/** The program at one channel's end: takes messages as it requested them, and sends what it is told to. */
final class ChannelProbe implements ChannelObserver {
    private final ScriptedPeer peer;
    private final Channel channel;
    private final List<String> received = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private final ArrayDeque<ByteBuffer> source = new ArrayDeque<>();
    private boolean completesAtEnd;
    private boolean completed;
    private boolean readToTheEnd;
    private boolean paused;
    private int asked;
    private int mostQueued;

    ChannelProbe(ScriptedPeer peer, Channel channel) {
        this.peer = peer;
        this.channel = channel;
        channel.observe(this);
    }

    @Override
    public void changed() {
        for (ByteBuffer message; !paused && (message = channel.inbound().next()) != null; ) {
            received.add(string(message));
        }
        for (ByteBuffer message; (message = channel.inbound().discarded()) != null; ) {
            dropped.add(string(message));
        }
        for (ByteBuffer message; (message = channel.outbound().discarded()) != null; ) {
            dropped.add(string(message));
        }
        readToTheEnd |= channel.inbound().isComplete();
        feed();
    }

    private void feed() {
        if (source.isEmpty()) {
            return;
        }
        int wanted = channel.outbound().ask();
        asked += wanted;
        for (int n = 0; n < wanted && !source.isEmpty(); n++) {
            channel.send(source.remove());
        }
        mostQueued = Math.max(mostQueued, channel.outbound().queuedMessages());
        if (source.isEmpty() && completesAtEnd && !completed) {
            completed = true;
            channel.completeSending();
        }
    }

    private static String string(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.get(message.position(), bytes);
        return Frame.text(bytes);
    }

    /** Takes no messages until {@link #resume}, whatever was requested. */
    ChannelProbe pause() {
        paused = true;
        return this;
    }

    void resume() {
        paused = false;
        channel.observe(this);
        peer.turn();
    }

    ChannelProbe request(long messages) {
        channel.request(messages);
        peer.turn();
        return this;
    }

    ChannelProbe send(String message) {
        return send(ByteBuffer.wrap(Frame.utf8(message)));
    }

    ChannelProbe send(ByteBuffer message) {
        channel.send(message);
        peer.turn();
        return this;
    }

    /** Sends messages of that size as the channel asks for them. */
    ChannelProbe source(int messages, int size) {
        source.addAll(Collections.nCopies(messages, ByteBuffer.allocate(size)));
        channel.observe(this);
        peer.turn();
        return this;
    }

    /** The same, and completes behind the last. */
    ChannelProbe sourceThenComplete(int messages, int size) {
        completesAtEnd = true;
        return source(messages, size);
    }

    void complete() {
        channel.completeSending();
        peer.turn();
    }

    void stop() {
        channel.stopReceiving();
        peer.turn();
    }

    void finish() {
        channel.finish();
        peer.turn();
    }

    void abort(ErrorCode code) {
        channel.abort(code, "", new ChannelException(code, "aborted here"));
        peer.turn();
    }

    void accept() {
        channel.accept();
        channel.observe(this);
        peer.turn();
    }

    void refuse(ErrorCode code) {
        channel.refuse(code, "");
        peer.turn();
    }

    ScriptedPeer peer() {
        return peer;
    }

    Channel channel() {
        return channel;
    }

    int id() {
        return channel.id();
    }

    List<String> received() {
        return received;
    }

    /** Messages of either direction that were never delivered or written. */
    List<String> dropped() {
        return dropped;
    }

    /** How many messages the source was asked for in all. */
    int asked() {
        return asked;
    }

    /** The most messages of the source that waited here at any time. */
    int mostQueued() {
        return mostQueued;
    }

    /**
     * How the reader's stream stands: {@code open}, {@code ending} while there are messages before the end, {@code
     * completed}, {@code stopped} or {@code failed CODE}.
     */
    String reader() {
        MuxException failure = channel.inbound().failure();
        if (failure != null) {
            return "failed " + failure.code();
        }
        if (readToTheEnd) {
            return "completed";
        }
        return switch (channel.inbound().state()) {
            case OPEN -> "open";
            case ENDED -> "ending";
            default -> "stopped";
        };
    }

    /** How the writer's stream stands: {@code open}, {@code ended}, {@code stopped} or {@code failed CODE}. */
    String writer() {
        MuxException failure = channel.outbound().failure();
        if (failure != null) {
            return "failed " + failure.code();
        }
        if (channel.outbound().isStopped()) {
            return "stopped";
        }
        return channel.outbound().isOpen() ? "open" : "ended";
    }

    @Override
    public String toString() {
        return "%s: reader %s, writer %s".formatted(channel, reader(), writer());
    }
}
