package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ErrorCode;

/** What each frame of a plain peer means; flags and payloads it has no meaning for are ignored (section 9). */
final class PlainFrames implements FrameHandler {
    private final Session session;

    PlainFrames(Session session) {
        this.session = session;
    }

    @Override
    public void open(int id, ByteBuffer payload) {
        session.channels().offer(id, ChannelHead.PLAIN);
    }

    @Override
    public void ack(int id, ByteBuffer payload) {
        Channel channel = find(id);
        if (channel != null && channel.admission() == Admission.ASKED) {
            channel.answered();
            channel.changedByPeer();
        } else if (channel != null) {
            session.channels().late().control(); // answers nothing (P-3)
        }
    }

    @Override
    public void data(int id, int flags, ByteBuffer message) {
        Channel channel = session.channels().get(id);
        if (channel == null) {
            session.channels().dataWithoutChannel(id, message.remaining());
        } else {
            channel.checkAnswered();
            channel.inbound().plainData(message);
            channel.changedByPeer();
        }
    }

    @Override
    public void flowControl(int id, ByteBuffer grant) {
        if (grant.remaining() != 4) {
            throw Rule.GRANT_LENGTH.violated("FLOW_CONTROL has 4 bytes, not " + grant.remaining());
        }
        session.floods().grant();
        Channel channel = find(id);
        if (channel != null) {
            channel.checkAnswered();
            channel.outbound().grant(grant.getInt(), 0);
            channel.changedByPeer();
        }
    }

    @Override
    public void close(int id, int flags, ByteBuffer payload) {
        if (id == 0) {
            session.channels().late().control(); // means nothing (P-20)
            return;
        }
        Channel channel = find(id);
        if (channel != null) {
            channel.checkAnswered();
            if (channel.admission() != Admission.OFFERED) {
                session.output().add(id, FrameFormat.ACK, 0, new byte[0]);
                Departure.closed(channel);
            } else if (!channel.isClosedUnanswered()) {
                Departure.closedUnanswered(channel);
            }
        }
    }

    @Override
    public void error(int id, ByteBuffer payload) {
        if (id == 0) {
            session.ending().byPeer(new ErrorPayload(ErrorCode.INTERNAL, "the plain peer ended the connection"));
            return;
        }
        Channel channel = find(id);
        if (channel == null) {
            return;
        }
        if (channel.admission() == Admission.ASKED) {
            Departure.refused(
                    channel, new ChannelRefusedException(ErrorCode.REFUSED, "the plain peer refused " + channel));
        } else {
            Departure.failed(channel, new ChannelException(ErrorCode.INTERNAL, "the plain peer failed " + channel));
        }
    }

    @Override
    public void ping(int flags, ByteBuffer payload) {
        if ((flags & FrameFormat.HELLO) != 0) {
            throw Rule.ONE_HELLO.violated("a hello that is not the first frame");
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
            session.channels().late().control();
        }
        return channel;
    }
}
