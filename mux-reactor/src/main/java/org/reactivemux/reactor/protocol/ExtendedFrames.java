package org.reactivemux.reactor.protocol;

import static org.reactivemux.reactor.protocol.FrameFormat.*;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelRefusedException;

/** What each frame of an extended peer means, and which frames it must not send (docs/protocol.md, sections 4 to 7). */
final class ExtendedFrames implements FrameHandler {
    private final Session session;

    ExtendedFrames(Session session) {
        this.session = session;
    }

    @Override
    public void open(int id, ByteBuffer payload) {
        ChannelHead head = session.channels().heads().decoded(payload);
        if (session.channels().goingAway().peerLeaves()) {
            throw Rule.OPEN_AFTER_GO_AWAY.violated("OPEN after the peer's own go-away");
        }
        session.channels().offer(id, head);
    }

    @Override
    public void ack(int id, ByteBuffer payload) {
        ChannelHead head = ChannelHead.decode(payload);
        Channel channel = find(id);
        if (channel == null) {
            session.channels().late().control();
        } else if (channel.admission() != Admission.ASKED) {
            throw Rule.ACK_OWED.violated("ACK on " + channel + ", which is not waiting for one");
        } else {
            channel.acknowledged(head.codec());
            channel.changedByPeer();
        }
    }

    @Override
    public void data(int id, int flags, ByteBuffer message) {
        if ((flags & MORE) != 0) {
            checkFragment(flags, message);
        }
        Channel channel = session.channels().get(id);
        if (channel == null) {
            session.channels().dataWithoutChannel(id, message.remaining());
        } else {
            channel.checkAnswered();
            channel.inbound().data(flags, message);
            channel.changedByPeer();
        }
    }

    private static void checkFragment(int flags, ByteBuffer fragment) {
        if (!fragment.hasRemaining()) {
            throw Rule.EMPTY_FRAGMENT.violated("a fragment without payload");
        }
        if ((flags & END) != 0) {
            throw Rule.MORE_AND_END.violated("a fragment that ends its direction");
        }
    }

    @Override
    public void flowControl(int id, ByteBuffer grant) {
        int length = grant.remaining();
        if (length != 4 && length != 8) {
            throw Rule.GRANT_LENGTH.violated("FLOW_CONTROL has 4 or 8 bytes, not " + length);
        }
        int bytes = grant.getInt();
        int messages = length == 8 ? grant.getInt() : 0;
        if (bytes == 0 && messages == 0) {
            throw Rule.GRANT_OF_NOTHING.violated("FLOW_CONTROL of no bytes and no messages");
        }
        session.floods().grant();
        Channel channel = find(id);
        if (channel == null) {
            session.channels().late().control();
            return;
        }
        channel.checkAnswered();
        channel.outbound().grant(bytes, messages);
        channel.changedByPeer();
    }

    @Override
    public void close(int id, int flags, ByteBuffer payload) {
        if (id == 0) {
            leave(GoAway.decode(payload));
            return;
        }
        Channel channel = find(id);
        if (channel == null) {
            session.channels().late().control();
            return;
        }
        channel.checkAnswered();
        if ((flags & (FIN | STOP)) == 0) {
            Departure.closed(channel);
            return;
        }
        if ((flags & FIN) != 0) {
            channel.inbound().fin();
        }
        if ((flags & STOP) != 0) {
            stop(channel);
        }
        channel.changedByPeer();
    }

    /** Saying again what has been said is no violation, but leads to nothing (C-22, L-5). */
    private void stop(Channel channel) {
        if (channel.outbound().isStopSeen()) {
            session.channels().late().control();
        } else {
            Departure.stopped(channel);
        }
    }

    private void leave(GoAway word) {
        if (session.channels().goingAway().peerLeaves()) {
            session.channels().late().control();
        }
        session.channels().peerLeaves(word);
    }

    @Override
    public void error(int id, ByteBuffer payload) {
        ErrorPayload error = ErrorPayload.decode(payload);
        if (id == 0) {
            if (error.code().isRefusal()) {
                throw Rule.REFUSAL_IN_PLACE.violated("a refusal of the whole connection");
            }
            session.ending().byPeer(error);
            return;
        }
        Channel channel = find(id);
        if (channel == null) {
            session.channels().late().control();
        } else if (channel.admission() == Admission.ASKED) {
            refused(channel, error);
        } else if (error.code().isRefusal()) {
            throw Rule.REFUSAL_IN_PLACE.violated("a refusal of " + channel + ", which was accepted");
        } else {
            Departure.failed(channel, new ChannelException(error.code(), error.text()));
        }
    }

    private static void refused(Channel channel, ErrorPayload error) {
        if (!error.code().isRefusal()) {
            throw Rule.ANSWER_FIRST.violated("an ERROR that is no refusal on " + channel + " before its ACK");
        }
        Departure.refused(channel, new ChannelRefusedException(error.code(), error.text()));
    }

    @Override
    public void ping(int flags, ByteBuffer payload) {
        if ((flags & HELLO) != 0) {
            throw Rule.ONE_HELLO.violated("a second hello");
        }
        session.pings().answer(payload);
    }

    @Override
    public void pong(ByteBuffer payload) {
        session.pings().answered(payload);
    }

    private @Nullable Channel find(int id) {
        Channel channel = session.channels().get(id);
        if (channel == null) {
            session.channels().checkWasOpened(id);
        }
        return channel;
    }
}
