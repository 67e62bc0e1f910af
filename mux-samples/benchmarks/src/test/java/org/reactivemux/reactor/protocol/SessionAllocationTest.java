package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivemux.MuxOptions;

/** What a message leaves to the collector on its way from a sender through two sessions to a reader. */
class SessionAllocationTest {
    private static final int MESSAGES = 10_000;
    private static final int WARM_UPS = 20;

    /** Amortised over a batch: what a turn takes may come on top, but nothing that each message takes. */
    private static final double BYTES_OF_A_TURN = 1;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ByteBuffer[] received = new ByteBuffer[MESSAGES];

    @ParameterizedTest
    @CsvSource({"64, HEAP", "64, DIRECT", "1024, HEAP", "1024, DIRECT"})
    void aMessageCostsTheReceivedBufferAndNothingElse(int size, Memory memory) {
        JoinedSessions sessions = new JoinedSessions(MuxOptions.defaults(), memory.message(size));
        double buffer = allocatedForEachMessage(() -> Arrays.setAll(received, n -> ByteBuffer.wrap(new byte[size])));
        double message = allocatedForEachMessage(() -> sessions.carry(MESSAGES));
        assertThat(message).isCloseTo(buffer, within(BYTES_OF_A_TURN));
    }

    private double allocatedForEachMessage(Runnable all) {
        for (int n = 0; n < WARM_UPS; n++) {
            all.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        all.run();
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / MESSAGES;
    }
}
