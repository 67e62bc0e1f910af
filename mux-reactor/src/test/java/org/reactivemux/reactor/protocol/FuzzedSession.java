package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ConnectionException;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;
import org.reactivemux.ProtocolViolationException;
import org.reactivemux.Transport;

/** A session and its driver, which has turns as a connection has them, and looks after each whether all is well. */
final class FuzzedSession implements SessionObserver {
    /** So that times wrap soon, as nanosecond clocks may. */
    private static final long START = Long.MAX_VALUE - 5_000_000_000L;

    private static final int ENDLESS = 20_000;

    private final MuxOptions options;
    private final Session session;
    private final FuzzPeer peer;
    private final List<FuzzedChannel> channels = new ArrayList<>();
    private final int batchSize;
    private long now = START;
    private boolean writable = true;
    private boolean flushing = true;
    private long sealed;
    private boolean greeted;
    private boolean established;
    private boolean ended;
    private @Nullable MuxException cause;

    FuzzedSession(Role role, MuxOptions options, int batchSize, ChannelIds odd, ChannelIds even) {
        this.options = options;
        this.batchSize = batchSize;
        this.session = new Session(role, options, this, now, odd, even);
        this.peer = new FuzzPeer(session);
    }

    Session session() {
        return session;
    }

    FuzzPeer peer() {
        return peer;
    }

    List<FuzzedChannel> channels() {
        return channels;
    }

    boolean isEstablished() {
        return established;
    }

    /** Opens a channel as a program may: once the peer is known. */
    void open(ChannelHead head) {
        if (!established) {
            return;
        }
        try {
            keep(session.open(head));
        } catch (MuxException full) {
            FuzzFinding.unless(full.retrySafe() || !session.isEnded(), "not opened, but not safe to retry", full);
        }
    }

    private void keep(Channel channel) {
        channels.add(new FuzzedChannel(peer, channel, session.agreement().receiveWindow()));
    }

    /** Carries over what the peer has said, cut in two. */
    void receive(int cut) {
        ByteBuffer said = peer.said();
        int first = Math.min(cut, said.remaining());
        receive(said.slice(0, first));
        receive(said.slice(first, said.remaining() - first));
    }

    private void receive(ByteBuffer piece) {
        session.receive(piece, now);
        FuzzFinding.unless(!piece.hasRemaining() || session.isEnded(), "not all was taken");
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    void writable(boolean takes) {
        writable = takes;
    }

    void flushing(boolean atOnce) {
        flushing = atOnce;
    }

    void flushed() {
        session.flushed(sealed);
    }

    /** One turn of the event loop, with one batch or as many as it takes. */
    void turn(boolean toTheEnd) {
        session.writable(writable);
        session.tick(now, flushing ? 0 : sealed);
        deliver();
        int batches = 0;
        while (session.hasOutput() && writable && (toTheEnd || batches == 0)) {
            write();
            batches++;
            FuzzFinding.unless(batches < ENDLESS, "a turn without an end");
        }
        if (session.isOverloaded()) {
            session.giveUpDeafPeer();
            session.deliver();
        }
        check();
        if (toTheEnd && writable && flushing && !session.isEnded()) {
            channels.forEach(FuzzedChannel::checkAtRest);
        }
    }

    /** With all that is put off, as if there was nobody else. */
    private void deliver() {
        do {
            session.resume();
            session.deliver();
        } while (session.hasPutOff());
    }

    private void write() {
        FuzzBatch batch = new FuzzBatch(batchSize);
        int rounds = 0;
        do {
            session.write(batch);
            session.deliver();
            rounds++;
            FuzzFinding.unless(rounds < ENDLESS, "a batch without an end");
        } while (session.hasOutput() && !batch.isFull());
        sealed = session.sealBatch();
        peer.hear(batch.content());
        if (flushing) {
            session.flushed(sealed);
        }
        deliver();
    }

    private void check() {
        FuzzFinding.unless(session.isEnded() == ended, "an end that is not told");
        FuzzFinding.unless(ended || session.nextDeadline() - now > 0, "a deadline is never over");
        long early = 0;
        for (FuzzedChannel channel : channels) {
            channel.check();
            early += channel.isDelivering() ? Math.max(0, channel.early()) : 0;
        }
        FuzzFinding.unless(early <= options.reassemblyBudget(), "more is reassembled than reserved", early);
    }

    /** The connection is lost at last; whatever was, everybody is told, once, and nothing is kept. */
    void end() {
        flushing = true;
        writable = true;
        turn(true);
        session.flushed(sealed);
        turn(true);
        FuzzFinding.unless(isBounded(), "more channels than were allowed", channels);
        session.inputClosed(null);
        turn(true);
        FuzzFinding.unless(ended, "nobody was told of the end");
        FuzzFinding.unless(!session.hasOutput(), "something is left to say");
        FuzzFinding.unless(
                !(cause instanceof ProtocolViolationException) || peer.hasLastWords(),
                "the peer is not told which rule it broke",
                String.valueOf(cause));
        FuzzFinding.unless(session.snapshot(1, Transport.MEMORY, now).channels().isEmpty(), "channels are kept");
        channels.forEach(FuzzedChannel::checkOver);
        session.deliver();
    }

    private boolean isBounded() {
        long there = session.snapshot(1, Transport.MEMORY, now).channels().stream()
                .filter(channel -> channel.id() != 0 && !session.role().owns(channel.id()))
                .count();
        return there <= options.maxChannels();
    }

    @Override
    public void greeted() {
        FuzzFinding.unless(!greeted && !ended, "greeted twice or behind the end");
        greeted = true;
    }

    @Override
    public void established() {
        FuzzFinding.unless(
                greeted && !established && !ended, "established before the greeting, twice or behind the end");
        established = true;
    }

    @Override
    public void offered(Channel channel) {
        FuzzFinding.unless(greeted && !ended, "a channel before the beginning or behind the end", channel);
        peer.channel(channel.id()).initialCredit(channel.head().initialCredit());
        keep(channel);
    }

    @Override
    public void ended(@Nullable MuxException why) {
        FuzzFinding.unless(!ended, "the end is told twice");
        FuzzFinding.unless(
                why == null || why instanceof ConnectionException, "no end of a connection", String.valueOf(why));
        ended = true;
        cause = why;
    }
}
