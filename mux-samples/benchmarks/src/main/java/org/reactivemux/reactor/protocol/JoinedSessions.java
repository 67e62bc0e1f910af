package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;

/**
 * Two sessions in one thread with one channel between them: what one writes, the other reads from the same memory. A
 * publisher at one end has messages for a reader at the other.
 */
final class JoinedSessions {
    private static final long NANOS_OF_A_TURN = 10_000;

    private final End initiator;
    private final End acceptor;
    private final Channel from;
    private int unsent;
    private int asked;
    private int received;
    private long now;

    JoinedSessions(MuxOptions options, ByteBuffer message) {
        initiator = new End(Role.INITIATOR, options);
        acceptor = new End(Role.ACCEPTOR, options);
        flow();
        from = initiator.session.open(ChannelHead.of(ChannelSpec.named("stream")));
        from.observe(() -> publish(message));
        flow();
    }

    private void publish(ByteBuffer message) {
        asked += from.outbound().ask();
        while (asked > 0 && unsent > 0) {
            asked--;
            unsent--;
            from.send(message);
        }
    }

    private void read(Channel to) {
        while (to.inbound().next() != null) {
            received++;
        }
    }

    /** Carries that many messages and all grants for them. */
    void carry(int messages) {
        received = 0;
        unsent = messages;
        from.touch();
        initiator.session.deliver();
        flow();
        if (received != messages) {
            throw new IllegalStateException(received + " of " + messages + " messages have come");
        }
    }

    private void flow() {
        boolean spoken;
        do {
            spoken = initiator.speakTo(acceptor);
            spoken |= acceptor.speakTo(initiator);
            now += NANOS_OF_A_TURN;
        } while (spoken);
    }

    private final class End implements SessionObserver {
        private final Session session;
        private final DirectBatch batch = new DirectBatch();

        End(Role role, MuxOptions options) {
            session = new Session(role, options, this, now);
        }

        /** One batch, if there is something to say; like a connection with a socket that takes all at once. */
        boolean speakTo(End other) {
            if (!session.hasOutput()) {
                return false;
            }
            batch.clear();
            do {
                session.write(batch);
                session.deliver();
            } while (session.hasOutput() && !batch.isFull());
            long number = session.sealBatch();
            other.session.receive(batch.written(), now);
            other.session.deliver();
            session.flushed(number);
            session.deliver();
            return true;
        }

        @Override
        public void established() {
            // the channel is opened once neither side has anything more to say
        }

        @Override
        public void offered(Channel channel) {
            channel.accept();
            channel.observe(() -> read(channel));
            channel.request(Long.MAX_VALUE);
        }

        @Override
        public void ended(@Nullable MuxException cause) {
            throw new IllegalStateException("neither side ends the connection", cause);
        }
    }
}
