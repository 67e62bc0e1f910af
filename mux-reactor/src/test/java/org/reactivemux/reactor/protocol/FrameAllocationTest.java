package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxOptions;

/** What a frame costs the collector; each measure is of many frames, after as many to warm up. */
class FrameAllocationTest {
    private static final int FRAMES = 20_000;
    private static final int PAYLOAD = 1_024;

    /** An array and the buffer around it, with room for what an interpreter does not optimise away. */
    private static final int MESSAGE = PAYLOAD + 192;

    private final Object threads;
    private final Method allocatedHere;
    private final ByteBuffer message = ByteBuffer.allocate(PAYLOAD);

    /** By name, for the module that the tests are compiled into does not read the JDK's management. */
    FrameAllocationTest() throws ReflectiveOperationException {
        threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        allocatedHere = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
    }

    @Test
    void writingADataFrameAllocatesNothing() throws ReflectiveOperationException {
        FrameEncoder encoder = new FrameEncoder();
        Batch batch = new ReusedRoom();
        assertThat(allocatedForEach(() -> encoder.data(batch, 1, 0, message, 0, PAYLOAD)))
                .isLessThan(1);
    }

    @Test
    void readingADataFrameAllocatesItsMessageOnly() throws ReflectiveOperationException {
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

    private double allocatedForEach(Runnable frame) throws ReflectiveOperationException {
        for (int n = 0; n < FRAMES; n++) {
            frame.run();
        }
        long before = allocated();
        for (int n = 0; n < FRAMES; n++) {
            frame.run();
        }
        return (double) (allocated() - before) / FRAMES;
    }

    private long allocated() throws ReflectiveOperationException {
        return (Long) allocatedHere.invoke(threads);
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
