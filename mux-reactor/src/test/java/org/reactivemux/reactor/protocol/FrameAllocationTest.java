package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxOptions;

/** What a frame costs the collector; each measure is of many frames, after as many to warm up. */
class FrameAllocationTest {
    private static final int FRAMES = 20_000;
    private static final int PAYLOAD = 1_024;

    /** An array and the buffer around it, with room for what an interpreter does not optimise away. */
    private static final int MESSAGE = PAYLOAD + 192;

    private final Allocations allocations;
    private final ByteBuffer message = ByteBuffer.allocate(PAYLOAD);

    FrameAllocationTest() throws ReflectiveOperationException {
        allocations = new Allocations();
    }

    @Test
    void writingADataFrameAllocatesNothing() {
        FrameEncoder encoder = new FrameEncoder();
        Batch batch = new ReusedRoom();
        assertThat(allocatedForEach(() -> encoder.data(batch, 1, 0, message, 0, PAYLOAD)))
                .isLessThan(1);
    }

    @Test
    void readingADataFrameAllocatesItsMessageOnly() {
        ScriptedPeer peer = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.builder().prefetch(Integer.MAX_VALUE).build());
        Channel channel = peer.offer(1).channel();
        channel.observe(() -> {});
        channel.request(Long.MAX_VALUE);
        ByteBuffer frame = Frame.data(1, 0, PAYLOAD).bytes();
        Session session = peer.session();
        assertThat(allocatedForEach(() -> {
                    session.receive(frame.rewind(), 0);
                    channel.inbound().next();
                    channel.inbound().window().take();
                }))
                .isLessThan(MESSAGE);
    }

    private double allocatedForEach(Runnable frame) {
        for (int n = 0; n < FRAMES; n++) {
            frame.run();
        }
        long before = allocations.soFar();
        for (int n = 0; n < FRAMES; n++) {
            frame.run();
        }
        return (double) (allocations.soFar() - before) / FRAMES;
    }

    private static final class ReusedRoom implements Batch {
        private final ByteBuffer room = ByteBuffer.allocateDirect(2 * PAYLOAD);

        @Override
        public ByteBuffer room(int bytes) {
            return room.clear();
        }

        @Override
        public void append(ByteBuffer bytes) {
            throw new AssertionError("small payloads are copied");
        }

        @Override
        public boolean isFull() {
            return false;
        }
    }
}
