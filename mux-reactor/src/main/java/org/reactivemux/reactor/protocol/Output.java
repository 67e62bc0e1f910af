package org.reactivemux.reactor.protocol;

import java.util.ArrayDeque;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;

/**
 * Everything that waits to be written, in the order of docs/protocol.md, section 11: the connection's own frames, the
 * channels' control frames, then data in fair turns. Grants that are not due ride along when something goes out anyway.
 */
final class Output {
    /** About what a frame takes in memory beside its payload. */
    private static final int OVERHEAD = 64;

    /** The most that the refusal of a channel for want of room takes, with the CLOSE for a plain peer. */
    private static final int REFUSAL = 3 * OVERHEAD;

    /** While data waits, so many control frames go before it in one batch. */
    private static final int CONTROL_BEFORE_DATA = 256;

    private final FrameEncoder encoder = new FrameEncoder();
    private final ControlFrames controlFrames = new ControlFrames(encoder);
    private final ArrayDeque<ConnectionFrame> connectionFrames = new ArrayDeque<>();
    private final BurstQueue<Channel> control = new BurstQueue<>();
    private final BurstQueue<Channel> grants = new BurstQueue<>();
    private final BurstQueue<Channel> awaitingFlush = new BurstQueue<>();
    private final Scheduler scheduler;
    private final long mostWaitingBytes;
    private long waitingBytes;
    private int controlInBatch;
    private long batchNumber = 1;
    private long flushedBatch;

    private static final class ConnectionFrame {
        final int channel;
        final int type;
        final int flags;
        final byte[] payload;

        ConnectionFrame(int channel, int type, int flags, byte[] payload) {
            this.channel = channel;
            this.type = type;
            this.flags = flags;
            this.payload = payload;
        }
    }

    /** Each channel that the peer may open can have to be refused at one moment, when this side goes away. */
    Output(int quantum, MuxOptions options) {
        scheduler = new Scheduler(quantum);
        mostWaitingBytes = Math.max(options.floodLimits().answerBacklog(), REFUSAL * (long) options.maxChannels());
    }

    FrameEncoder encoder() {
        return encoder;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** A frame of the connection's own, or the refusal of a channel that never came to be. */
    void add(int channel, int type, int flags, byte[] payload) {
        connectionFrames.add(new ConnectionFrame(channel, type, flags, payload));
        waitingBytes += OVERHEAD + payload.length;
    }

    /** A channel owes the answers to its OPEN and its CLOSE, and counts for nothing else any more. */
    void reserveAnswers() {
        waitingBytes += 2 * OVERHEAD;
    }

    /** Whether the peer makes this side owe more answers than it reads (L-4). */
    boolean isOverloaded() {
        return waitingBytes > mostWaitingBytes;
    }

    void schedule(Channel channel) {
        scheduler.activate(channel);
    }

    /** The channel has nothing to send now, or may not. */
    void pass(Channel channel) {
        scheduler.pass(channel);
    }

    void listForControl(Channel channel) {
        if (channel.listing().enterControl()) {
            control.add(channel);
        }
    }

    void listForGrant(Channel channel) {
        if (channel.listing().enterGrants()) {
            grants.add(channel);
        }
    }

    /** Whether something must go out now; grants that are not due do not count. */
    boolean isWaiting() {
        return !connectionFrames.isEmpty() || !control.isEmpty() || !scheduler.isIdle();
    }

    /** Whether nothing waits to be written or to be handed to the operating system. */
    boolean isFlushed() {
        return !isWaiting() && awaitingFlush.isEmpty();
    }

    /** Puts into the batch what may be written now. */
    void write(Batch batch) {
        while (!connectionFrames.isEmpty()) {
            ConnectionFrame frame = connectionFrames.remove();
            encoder.control(batch, frame.channel, frame.type, frame.flags, frame.payload);
        }
        waitingBytes = 0;
        while (!control.isEmpty() && (controlInBatch < CONTROL_BEFORE_DATA || scheduler.isIdle())) {
            controlInBatch++;
            Channel channel = control.remove();
            channel.listing().leaveControl();
            controlFrames.write(channel, batch, batchNumber);
        }
        writeGrants(batch);
        scheduler.write(encoder, batch, batchNumber);
    }

    private void writeGrants(Batch batch) {
        while (!grants.isEmpty()) {
            Channel channel = grants.remove();
            channel.listing().leaveGrants();
            controlFrames.grant(channel, batch);
        }
    }

    /** The grants that were to ride along are due now. */
    void pushGrants() {
        while (!grants.isEmpty()) {
            Channel channel = grants.remove();
            channel.listing().leaveGrants();
            channel.owed().add(ControlFrames.GRANT);
            listForControl(channel);
        }
    }

    /** The batch is complete; the next one has another number. */
    long sealBatch() {
        controlInBatch = 0;
        return batchNumber++;
    }

    long flushedBatch() {
        return flushedBatch;
    }

    void awaitFlush(Channel channel) {
        awaitingFlush.add(channel);
    }

    /** The channel's data is its end: the plain dialect says nothing more (P-14). */
    void endWithItsData(Channel channel) {
        channel.outbound().endedWithItsData(flushedBatch);
    }

    /** Everything up to that batch was handed to the operating system. */
    void flushed(long number) {
        flushedBatch = number;
        for (int n = awaitingFlush.size(); n > 0; n--) {
            Channel channel = awaitingFlush.remove();
            if (channel.outbound().flushed(number)) {
                if (channel.isAnswered()) { // before that it matters to nobody
                    channel.touch();
                }
            } else if (channel.outbound().awaitsFlush()) {
                awaitingFlush.add(channel);
            }
        }
    }

    /** Drops all that waits, and fails what was taken for written but never reached the operating system. */
    void abandon(MuxException cause) {
        connectionFrames.removeIf(frame -> frame.flags != FrameFormat.HELLO); // the hello goes first, whatever follows
        control.clear();
        grants.clear();
        scheduler.clear();
        awaitingFlush.forEach(channel -> {
            channel.outbound().failUnsent(cause);
            channel.touch();
        });
        awaitingFlush.clear();
    }
}
