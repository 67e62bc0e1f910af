package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MessageTooLargeException;
import org.reactivemux.MuxException;

/** The program at one end of a channel, and what it knows of its two streams: what it sent, requested and was told. */
final class CoreEnd implements ChannelObserver {
    private static final int CONTENT = 1 << 17;
    private static final ByteBuffer HEAP = ByteBuffer.allocate(CONTENT);
    private static final ByteBuffer DIRECT = ByteBuffer.allocateDirect(CONTENT);

    /** As good as random to each other's messages, and worth being compressed. */
    private static final ByteBuffer SMOOTH = ByteBuffer.allocate(CONTENT);

    static {
        new Random(1).nextBytes(HEAP.array());
        for (int n = 0; n < CONTENT; n++) {
            SMOOTH.put(n, HEAP.get(n / 100 * 100 + n % 10));
        }
        DIRECT.put(HEAP.duplicate()).clear();
    }

    private final CoreSide side;
    private final Channel channel;
    private final boolean fed;
    private final List<Message> sent = new ArrayList<>();
    private boolean undecided;
    private boolean eager = true;
    private int stock;
    private int stockSize;
    private int wanted;
    private boolean completed;
    private boolean stopped;
    private boolean cut;
    private long mayTake = Long.MAX_VALUE;
    private long demand;
    private long requested;
    private long recentDemand;
    private int delivered;
    private long taken;
    private int next;
    private int nextFrom;
    private Ending reading = Ending.NONE;
    private Ending writing = Ending.NONE;
    private @Nullable CoreEnd peer;

    /** How a stream ended for its program: of a reader NORMAL is complete, of a writer it is sent. */
    enum Ending {
        NONE,
        NORMAL,
        STOPPED,
        FAILED
    }

    /** Content by its place in what all messages are cut from, so that no two are likely to be the same. */
    record Message(ByteBuffer content, int at, int size) {}

    /** @param fed whether its messages come from a source that waits to be asked, or as the program likes */
    CoreEnd(CoreSide side, Channel channel, boolean offered, boolean fed) {
        this.side = side;
        this.channel = channel;
        this.undecided = offered;
        this.fed = fed;
        channel.observe(this);
    }

    @Override
    public void changed() {
        Inbound inbound = channel.inbound();
        for (ByteBuffer message; mayTake > 0 && reading == Ending.NONE && (message = inbound.next()) != null; ) {
            mayTake -= mayTake == Long.MAX_VALUE ? 0 : 1;
            take(message);
        }
        while (inbound.discarded() != null) {
            assertThat(readingNow()).as("messages are dropped").isIn(Ending.STOPPED, Ending.FAILED);
        }
        while (channel.outbound().discarded() != null) {
            assertThat(writingNow()).as("messages are dropped").isIn(Ending.STOPPED, Ending.FAILED);
        }
        reading = reading == Ending.NONE ? readingNow() : reading;
        writing = writing == Ending.NONE ? writingNow() : writing;
        if (fed && stock > wanted && writing == Ending.NONE) {
            wanted += channel.outbound().ask();
        }
        if (eager) {
            emit();
        }
    }

    /** M-6: each message once, whole, in order; those that had to be split in pieces of any size (P-10). */
    private void take(ByteBuffer message) {
        CoreEnd writer = peer();
        if (writer == null || writer.sent.size() <= next) {
            throw new AssertionError(channel + " delivers a message that was never sent");
        }
        Message expected = writer.sent.get(next);
        int size = message.remaining();
        boolean piece = side.terms().splits(side.role().other()) && expected.size > PlainDialect.LARGEST_MESSAGE;
        assertThat(size).as("the size of message %d", next).isEqualTo(piece ? size : expected.size);
        ByteBuffer content = expected.content.slice(expected.at + nextFrom, Math.min(size, expected.size - nextFrom));
        assertThat(message).as("message %d from byte %d on", next, nextFrom).isEqualTo(content);
        nextFrom += size;
        if (nextFrom == expected.size) {
            next++;
            nextFrom = 0;
        }
        delivered++;
        taken += size;
        demand -= demand == Long.MAX_VALUE ? 0 : 1;
        assertThat(demand).as("demand").isNotNegative();
    }

    /** How the reader's stream stands by what the channel says now. */
    Ending readingNow() {
        Inbound inbound = channel.inbound();
        if (inbound.failure() != null) {
            return Ending.FAILED;
        }
        return inbound.isComplete() ? Ending.NORMAL : inbound.isStopped() ? Ending.STOPPED : Ending.NONE;
    }

    /** How the writer's stream stands by what the channel says now; C-21 says what it takes to be sent. */
    Ending writingNow() {
        Outbound outbound = channel.outbound();
        if (outbound.failure() != null) {
            return Ending.FAILED;
        }
        boolean isSent = outbound.isWritten() && channel.isAnswered();
        return outbound.isStopped() ? Ending.STOPPED : isSent ? Ending.NORMAL : Ending.NONE;
    }

    void request(long messages) {
        demand = demand + messages < 0 ? Long.MAX_VALUE : demand + messages;
        requested = requested + messages < 0 ? Long.MAX_VALUE : requested + messages;
        recentDemand = demand;
        channel.request(messages);
    }

    /** From now on the reader takes no more messages than that, whatever it has requested. */
    void mayTake(long messages) {
        mayTake = messages;
        channel.observe(this);
    }

    /** The source has that many messages more, all of that size. */
    void stock(int messages, int size, boolean atOnce) {
        stock += messages;
        stockSize = sent.isEmpty() && stock == messages ? size : stockSize;
        eager = atOnce;
        channel.observe(this);
    }

    /** The source gives what it was asked for. */
    void emit() {
        for (int n = Math.min(wanted, stock); n > 0; n--) {
            stock--;
            wanted--;
            send(stockSize, n);
        }
    }

    void send(int size, int seed) {
        int at = Math.floorMod(31 * sent.size() + 7_919 * (channel.id() + seed), CONTENT / 4);
        ByteBuffer content = seed % 3 == 0 ? DIRECT : seed % 3 == 1 ? HEAP : SMOOTH;
        try {
            if (channel.send(content.slice(at, size))) {
                sent.add(new Message(content, at, size));
            }
        } catch (MessageTooLargeException tooLarge) {
            Role reader = side.role().other();
            assertThat(size)
                    .as("a size that is refused")
                    .isGreaterThan(side.terms().largestMessage(reader));
            abort(tooLarge);
        }
    }

    void complete() {
        completed |= channel.outbound().isOpen();
        channel.completeSending();
    }

    void stop() {
        stopped = true;
        channel.stopReceiving();
    }

    void finish() {
        completed |= channel.outbound().isOpen();
        stopped = true;
        channel.finish();
    }

    void abort(ErrorCode code) {
        abort(new ChannelException(code, "aborted"));
    }

    private void abort(MuxException cause) {
        cut = true;
        channel.abort(cause.code(), cause.getMessage(), cause);
    }

    void accept() {
        undecided = false;
        channel.accept();
    }

    /** Only what nothing was processed of may be refused (C-17); the rest is accepted. */
    void refuse(ErrorCode code) {
        if (delivered > 0 || !sent.isEmpty() || completed || stopped || cut) {
            accept();
            return;
        }
        undecided = false;
        cut = true;
        channel.refuse(code, "refused");
    }

    /** The end at the other side; null as long as it does not know of the channel. */
    @Nullable
    CoreEnd peer() {
        if (peer == null && isOnTheWire()) {
            peer = side.other().end(channel.id());
        }
        return peer;
    }

    /** Whether the OPEN was written, so that the channel has its id. */
    boolean isOnTheWire() {
        return channel.admission() != Admission.REQUESTED;
    }

    /** Whether the session still has the channel. */
    boolean isKept() {
        return isOnTheWire() && side.session().channels().get(channel.id()) == channel;
    }

    Channel channel() {
        return channel;
    }

    CoreSide side() {
        return side;
    }

    boolean isUndecided() {
        return undecided;
    }

    boolean isFed() {
        return fed;
    }

    int wanted() {
        return wanted;
    }

    int stock() {
        return stock;
    }

    int stockSize() {
        return stockSize;
    }

    boolean isCompleted() {
        return completed;
    }

    boolean isStopped() {
        return stopped;
    }

    boolean isCut() {
        return cut;
    }

    long mayTakeMore() {
        return mayTake;
    }

    long demand() {
        return demand;
    }

    /** All that was ever requested, {@code Long.MAX_VALUE} at the most. */
    long requested() {
        return requested;
    }

    long recentDemand() {
        return recentDemand;
    }

    /** The number of messages taken. */
    int delivered() {
        return delivered;
    }

    /** Whether the reader has taken all that the writer has sent. */
    boolean hasAll() {
        CoreEnd writer = peer();
        return writer != null && next == writer.sent.size();
    }

    /** The size of the message that the reader gets next; 0 if there is none. */
    int nextSize() {
        CoreEnd writer = peer();
        return writer == null || next >= writer.sent.size() ? 0 : writer.sent.get(next).size;
    }

    Ending reading() {
        return reading;
    }

    Ending writing() {
        return writing;
    }

    @Override
    public String toString() {
        return "%s %s: in %s/%s took %d bytes of %d messages, wants %d; out %s/%s sent %d, queued %d, stock %d, wanted %d%s"
                .formatted(
                        side.role(),
                        channel,
                        channel.inbound().state(),
                        reading,
                        taken,
                        delivered,
                        demand,
                        channel.outbound().state(),
                        writing,
                        sent.size(),
                        channel.outbound().queuedMessages(),
                        stock,
                        wanted,
                        isKept() ? "" : ", freed");
    }
}
