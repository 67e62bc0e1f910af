package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Fails a test during which an event loop, or a thread of Reactor that must not, has called something that blocks.
 * BlockHound makes the call itself fail, which whoever has made it might swallow, so it is written down besides. The
 * build has it watch over every class; where BlockHound sees nothing, {@link BlockingCanaryTest} fails. A test that
 * blocks on purpose takes what was seen with {@link #taken()}.
 */
public final class NothingBlocked implements BlockHoundIntegration, AfterEachCallback, AfterAllCallback {
    private static final Queue<BlockingOperationError> SEEN = new ConcurrentLinkedQueue<>();

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Netty's own allocator takes a lock of its own for a moment when its threads compete for memory.
        builder.allowBlockingCallsInside(
                "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines");
        builder.blockingMethodCallback(method -> {
            BlockingOperationError error = new BlockingOperationError(method);
            SEEN.add(error);
            throw error;
        });
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        check();
    }

    private static void check() {
        assertThat(taken())
                .as("blocking calls where none may be")
                .extracting(NothingBlocked::where)
                .isEmpty();
    }

    private static String where(BlockingOperationError error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    /** What was seen so far, which is then expected. */
    static List<BlockingOperationError> taken() {
        List<BlockingOperationError> taken = List.copyOf(SEEN);
        SEEN.removeAll(taken);
        return taken;
    }
}
