package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.Codec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.UnsupportedByPeerException;

/** One session with its driver, which has its turns when the world says so, and its programs. */
final class CoreSide implements SessionObserver {
    private final CoreWorld world;
    private final Role role;
    private final Session session;
    private final List<CoreEnd> ends = new ArrayList<>();
    private final Map<Integer, CoreEnd> byId = new HashMap<>();
    private final List<CoreEnd> unwritten = new ArrayList<>();
    private final ArrayDeque<Long> unflushed = new ArrayDeque<>();
    private boolean established;
    private boolean writable = true;
    private boolean inputOver;
    private boolean ended;
    private @Nullable MuxException cause;
    private long lastReceived;

    CoreSide(CoreWorld world, Role role) {
        this.world = world;
        this.role = role;
        this.session = world.terms().session(role, this, world.now());
        this.lastReceived = world.now();
    }

    /** One turn of the event loop with one batch at the most. */
    void turn() {
        session.writable(writable);
        session.tick(world.now(), 0);
        assertThat(session.isEnded() || session.nextDeadline() - world.now() > 0)
                .as("the next deadline is ahead")
                .isTrue();
        do {
            session.resume();
            session.deliver();
        } while (session.hasPutOff());
        if (session.hasOutput() && writable) {
            writeBatch();
        }
        if (session.isEnded() && !session.hasOutput()) {
            world.wire().from(role).close();
        }
    }

    private void writeBatch() {
        RecordingBatch batch = new RecordingBatch(world.random().nextInt(4_000));
        do {
            session.write(batch);
            session.deliver();
        } while (session.hasOutput() && !batch.isFull());
        unflushed.add(session.sealBatch());
        for (Frame frame : batch.frames()) {
            world.note(role, frame);
            world.wire().write(role, frame);
        }
        session.deliver();
        unwritten.removeIf(end -> {
            if (end.isOnTheWire()) {
                byId.put(end.channel().id(), end);
            }
            return end.isOnTheWire();
        });
    }

    /** Some of what is under way arrives, in reads that end at any byte. */
    void receive(int most) {
        CorePipe pipe = world.wire().from(role.other());
        ByteBuffer piece = world.wire().carry(role, most, frame -> world.note(role, "reads " + frame));
        if (piece.hasRemaining() && !session.isEnded()) {
            lastReceived = world.now();
        }
        while (piece.hasRemaining()) {
            int count = 1 + world.random().nextInt(piece.remaining());
            session.receive(piece.slice(piece.position(), count), world.now());
            piece.position(piece.position() + count);
        }
        if (pipe.size() == 0 && pipe.isClosed() && !inputOver) {
            inputOver = true;
            world.note(role, "reads the end");
            session.inputClosed(pipe.isBroken() ? new IOException("broken") : null);
        }
        turn();
    }

    /** The oldest batches, up to that many, reach the operating system. */
    void flush(int most) {
        for (int n = 0; n < most && !unflushed.isEmpty(); n++) {
            session.flushed(unflushed.remove());
        }
        turn();
    }

    void writable(boolean takes) {
        writable = takes;
        turn();
    }

    /** Opens a channel, unless the session says why it cannot. */
    void open(Random random) {
        if (!established || session.isEnded()) {
            return;
        }
        ChannelSpec spec = ChannelSpec.named("core").weight(1 + random.nextInt(256));
        OptionalInt prefetch = random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(4));
        try {
            CoreEnd end = new CoreEnd(
                    this,
                    session.open(ChannelHead.of(
                            prefetch.isPresent() ? spec.prefetch(prefetch.getAsInt()) : spec, codec(random))),
                    false,
                    random.nextBoolean());
            ends.add(end);
            unwritten.add(end);
        } catch (ChannelRefusedException full) {
            long kept = ends.stream()
                    .filter(end -> !end.isOnTheWire()
                            || (end.isKept() && role.owns(end.channel().id())))
                    .count();
            assertThat(world.isLeaving() || kept >= session.peer().maxChannels())
                    .as("%s, with %d channels", full.getMessage(), kept)
                    .isTrue();
        } catch (UnsupportedByPeerException unsupported) {
            assertThat(world.terms().plain() && role == Role.ACCEPTOR)
                    .as(unsupported.getMessage())
                    .isTrue();
        }
        turn();
    }

    private @Nullable Codec codec(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> session.chooseCodec(List.of(Codec.DEFLATE, Codec.ZSTD));
            case 1 -> session.chooseCodec(List.of(Codec.ZSTD, Codec.DEFLATE));
            default -> null;
        };
    }

    /** Forgets the ends that are over: nothing can happen to them any more. */
    void forgetEnds() {
        ends.removeIf(end -> end.reading() != CoreEnd.Ending.NONE
                && end.writing() != CoreEnd.Ending.NONE
                && !end.isUndecided()
                && !end.isKept());
    }

    void goAway() {
        session.goAway();
        turn();
    }

    void abort() {
        session.abort(null, ErrorCode.CANCELLED, "");
        turn();
    }

    @Override
    public void established() {
        assertThat(established).as("the peer's dialect is told once").isFalse();
        established = true;
    }

    @Override
    public void offered(Channel channel) {
        CoreEnd end = new CoreEnd(this, channel, true, world.random().nextBoolean());
        ends.add(end);
        byId.put(channel.id(), end);
    }

    @Override
    public void ended(@Nullable MuxException why) {
        assertThat(ended).as("the end is told once").isFalse();
        ended = true;
        cause = why;
        world.note(role, "has ended: " + why);
    }

    CoreSide other() {
        return world.side(role.other());
    }

    CoreTerms terms() {
        return world.terms();
    }

    Role role() {
        return role;
    }

    Session session() {
        return session;
    }

    /** The ends of channels of which something may still come. */
    List<CoreEnd> ends() {
        return ends;
    }

    @Nullable
    CoreEnd end(int id) {
        return byId.get(id);
    }

    boolean isWritable() {
        return writable;
    }

    boolean hasUnflushed() {
        return !unflushed.isEmpty();
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether the peer's end of the stream was read. */
    boolean isInputOver() {
        return inputOver;
    }

    @Nullable
    MuxException cause() {
        return cause;
    }

    /** How long nothing has come from the peer, in nanoseconds. */
    long silence() {
        return world.now() - lastReceived;
    }
}
