package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxOptions;

/** A session with a transport that takes everything, and writers that have another message whenever they are asked. */
final class SaturatedSession {
    private final ScriptedPeer peer;
    private final Session session;
    private final int batchSize;
    private int lastId = -1;

    /** The peer takes as much as one likes, a window of that many bytes at a time. */
    SaturatedSession(int window, int batchSize) {
        Tlvs settings = new Tlvs().u32(6, window).u32(7, Frame.UNBOUNDED);
        this.peer = ScriptedPeer.extended(Role.ACCEPTOR, MuxOptions.defaults(), settings);
        this.session = peer.session();
        this.batchSize = batchSize;
        peer.writable(false); // the script's own turns write nothing: writeBatch does
    }

    /** A window that does not count, and batches like those of a socket. */
    static SaturatedSession boundByOutput() {
        return new SaturatedSession(Integer.MAX_VALUE, 256 << 10);
    }

    /** A window that does not count, and a batch for each frame. */
    static SaturatedSession frameByFrame() {
        return new SaturatedSession(Integer.MAX_VALUE, 1);
    }

    /** A channel that the peer opened with that weight, and its writer of messages of that size. */
    Writer join(int weight, int size) {
        lastId += 2;
        peer.send(Frame.open(lastId, new Tlvs().u16(3, weight)));
        return write(peer.probe().channel(), size);
    }

    /** A channel that this side opened with that weight, and its writer of messages of that size. */
    Writer open(int weight, int size) {
        Channel channel =
                session.open(ChannelHead.of(ChannelSpec.named("opened").weight(weight)));
        writeBatch();
        peer.send(Frame.ack(channel.id()));
        return write(channel, size);
    }

    private Writer write(Channel channel, int size) {
        Writer writer = new Writer(channel, size);
        channel.observe(writer);
        return writer;
    }

    /** The window that a channel has used is granted again. */
    void grant(Writer writer, int bytes) {
        session.receive(Frame.stream(List.of(Frame.grant(writer.channel.id(), bytes))), 0);
    }

    /** Writes one batch, as a connection does. */
    void writeBatch() {
        session.writable(true);
        session.deliver();
        DiscardingBatch batch = new DiscardingBatch(batchSize);
        do {
            session.write(batch);
            session.deliver();
        } while (session.hasOutput() && !batch.isFull());
        session.flushed(session.sealBatch());
    }

    /** Writes until all of them together have sent that many bytes more; what each of them has. */
    List<Long> write(long bytes, Writer... writers) {
        List<Long> before = new ArrayList<>();
        long goal = bytes;
        for (Writer writer : writers) {
            before.add(writer.sent());
            goal += writer.sent();
        }
        while (List.of(writers).stream().mapToLong(Writer::sent).sum() < goal) {
            writeBatch();
        }
        List<Long> sent = new ArrayList<>();
        for (int n = 0; n < writers.length; n++) {
            sent.add(writers[n].sent() - before.get(n));
        }
        return sent;
    }

    static final class Writer implements ChannelObserver {
        private final Channel channel;
        private final ByteBuffer message;
        private boolean paused;

        private Writer(Channel channel, int size) {
            this.channel = channel;
            this.message = ByteBuffer.allocate(size);
        }

        @Override
        public void changed() {
            for (int wanted = paused ? 0 : channel.outbound().ask(); wanted > 0; wanted--) {
                channel.send(message);
            }
        }

        /** Has nothing to send for a while. */
        void pause() {
            paused = true;
        }

        void resume() {
            paused = false;
            channel.touch();
        }

        void complete() {
            paused = true;
            channel.completeSending();
        }

        /** Bytes on the wire, with headers. */
        long sent() {
            return channel.outbound().messages() * (FrameFormat.HEADER + message.capacity());
        }
    }
}
