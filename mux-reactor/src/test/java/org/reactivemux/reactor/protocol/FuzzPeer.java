package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivemux.Dialect;
import org.reactivemux.ErrorCode;
import org.reactivemux.reactor.protocol.FuzzReading.Said;

/**
 * The other side of the wire: keeps account of what it says, and sees to it that the session breaks no rule in its
 * answers. Once it has sent bytes that it made no frames of, it only watches the connection's own frames.
 */
final class FuzzPeer {
    private final Session session;
    private final Map<Integer, FuzzPeerChannel> channels = new HashMap<>();
    private final List<ByteBuffer> saying = new ArrayList<>();
    private @Nullable Said last;
    private boolean accountable = true;
    private boolean saidAnything;
    private boolean plain;
    private boolean greeted;
    private boolean wentAway;
    private boolean lastWords;
    private int pingsSaid;
    private int pongsHeard;

    FuzzPeer(Session session) {
        this.session = session;
    }

    FuzzPeerChannel channel(int id) {
        return channels.computeIfAbsent(id, unknown -> new FuzzPeerChannel());
    }

    boolean isAccountable() {
        return accountable;
    }

    boolean hasLastWords() {
        return lastWords;
    }

    /** Bytes that are no frames, or may be. */
    void say(byte[] raw) {
        accountable = false;
        saying.add(ByteBuffer.wrap(raw));
    }

    /** DATA with the bytes that come next on its channel. */
    void sayData(int id, int flags, int size) {
        byte[] payload = new byte[size];
        channel(id).payload(size).get(payload);
        say(id, Frame.DATA, flags, payload);
    }

    /** DATA goes on where it stands. */
    void sayAgain(int times) {
        Said frame = last;
        for (int n = 0; frame != null && n < times; n++) {
            if (frame.type() == Frame.DATA) {
                sayData(frame.channel(), frame.flags(), frame.payload().remaining());
            } else {
                say(
                        frame.channel(),
                        frame.type(),
                        frame.flags(),
                        frame.payload().array());
            }
        }
    }

    void say(int id, int type, int flags, byte... payload) {
        last = new Said(id, type, flags, ByteBuffer.wrap(payload));
        if (!saidAnything) {
            saidAnything = true;
            plain = type != Frame.PING || (flags & Frame.HELLO) == 0;
        }
        switch (type) {
            case Frame.DATA -> channel(id).dataSent(payload.length, !plain && (flags & Frame.MORE) != 0);
            case Frame.FLOW_CONTROL -> saidGrant(id, ByteBuffer.wrap(payload));
            case Frame.PING -> pingsSaid++;
            default -> {}
        }
        saying.add(new Frame(id, type, flags, payload).bytes());
    }

    private void saidGrant(int id, ByteBuffer payload) {
        if (payload.remaining() >= 4) {
            channel(id).granted(payload.getInt(), payload.remaining() >= 4 ? payload.getInt() : 0);
        }
    }

    /** All that was said and not yet carried over. */
    ByteBuffer said() {
        ByteBuffer all = ByteBuffer.allocate(
                saying.stream().mapToInt(ByteBuffer::remaining).sum());
        saying.forEach(all::put);
        saying.clear();
        return all.flip();
    }

    void hear(byte[] written) {
        FuzzReading reading = FuzzReading.of(written, Integer.MAX_VALUE);
        FuzzFinding.unless(reading.broken().isEmpty() && reading.isBetweenFrames(), "no frame", reading.broken());
        reading.frames().forEach(this::hear);
    }

    private void hear(Said frame) {
        FuzzFinding.unless(!lastWords, "a frame behind the last words", frame);
        boolean hello = frame.type() == Frame.PING && frame.flags() == Frame.HELLO;
        FuzzFinding.unless(greeted != hello, "the hello is the first frame and no other", frame);
        greeted = true;
        if (frame.channel() == 0) {
            hearConnection(frame, hello);
        } else if (accountable) {
            FuzzFinding.unless(session.dialect() != null, "a channel before the peer has spoken (H-8)", frame);
            hearChannel(frame, channel(frame.channel()));
        }
    }

    private void hearConnection(Said frame, boolean hello) {
        switch (frame.type()) {
            case Frame.ERROR -> {
                lastWords = true;
                ErrorCode code = new ErrorCode(frame.payload().getInt(0));
                FuzzFinding.unless(!code.isRefusal(), "a refusal of the connection (C-5)", frame);
            }
            case Frame.CLOSE -> {
                wentAway = true;
                FuzzFinding.unless(session.dialect() == Dialect.EXTENDED, "go-away to a plain peer (P-13)", frame);
            }
            case Frame.PONG -> {
                pongsHeard++;
                FuzzFinding.unless(pongsHeard <= pingsSaid || !accountable, "a PONG to no PING", frame);
            }
            default -> FuzzFinding.unless(hello || session.dialect() != null, "a PING before the first frame", frame);
        }
    }

    private void hearChannel(Said frame, FuzzPeerChannel channel) {
        if (plain) {
            hearPlain(frame, channel);
            return;
        }
        FuzzFinding.unless(!channel.isOver(), "a frame behind the end", frame);
        switch (frame.type()) {
            case Frame.OPEN -> {
                FuzzFinding.unless(!wentAway, "OPEN behind the go-away (K-1)", frame);
                FuzzFinding.unless(session.role().owns(frame.channel()), "OPEN of the other parity (C-1)", frame);
                channel.begins(frame);
            }
            case Frame.ACK -> {
                FuzzFinding.unless(!session.role().owns(frame.channel()), "ACK on its own channel (C-4)", frame);
                channel.begins(frame);
            }
            case Frame.DATA -> channel.data(frame, settings(frame.channel()));
            case Frame.CLOSE -> channel.close(frame);
            case Frame.FLOW_CONTROL -> channel.grants(frame);
            default -> hearError(frame, channel);
        }
    }

    private void hearError(Said frame, FuzzPeerChannel channel) {
        boolean refusal = new ErrorCode(frame.payload().getInt(0)).isRefusal();
        FuzzFinding.unless(refusal != channel.hasBegun(), "a refusal stands for the answer alone (C-5, C-7)", frame);
        channel.over(frame);
    }

    /** P-13, P-17: an ERROR is followed by a CLOSE; the ACK of the peer's CLOSE may come at any time. */
    private void hearPlain(Said frame, FuzzPeerChannel channel) {
        FuzzFinding.unless(frame.flags() == 0, "flags to a plain peer (P-3)", frame);
        switch (frame.type()) {
            case Frame.OPEN -> {
                FuzzFinding.unless(session.role() == Role.INITIATOR, "OPEN to a plain initiator (P-21)", frame);
                channel.begins(frame);
            }
            case Frame.DATA -> channel.plainData(frame, settings(frame.channel()));
            case Frame.FLOW_CONTROL -> {
                FuzzFinding.unless(!channel.isOver(), "a grant behind the end", frame);
                FuzzFinding.unless(frame.payload().remaining() == 4, "a grant of messages (P-13)", frame);
            }
            case Frame.CLOSE -> channel.over(frame);
            default -> FuzzFinding.unless(!channel.isOver() || frame.type() == Frame.ACK, "behind the end", frame);
        }
    }

    private FuzzPeerSettings settings(int id) {
        return FuzzPeerSettings.of(session.peer(), channel(id).initialCredit());
    }
}
