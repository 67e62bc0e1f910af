package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.reactivemux.MuxOptions;

/** Two sessions joined by two pipes that carry bytes in pieces of any size, when the test wants it. */
final class JoinedPeers {
    private final ScriptedPeer initiator;
    private final ScriptedPeer acceptor;
    private final ByteArrayOutputStream toAcceptor = new ByteArrayOutputStream();
    private final ByteArrayOutputStream toInitiator = new ByteArrayOutputStream();

    private final boolean plain;

    private JoinedPeers(MuxOptions options, boolean plain) {
        this.plain = plain;
        initiator = ScriptedPeer.silent(Role.INITIATOR, options);
        acceptor = ScriptedPeer.silent(Role.ACCEPTOR, options);
        flow();
    }

    static JoinedPeers extended(MuxOptions options) {
        return new JoinedPeers(options, false);
    }

    /** The hellos lose their flag on the way, so that each side takes the other for a plain one. */
    static JoinedPeers plain(MuxOptions options) {
        return new JoinedPeers(options, true);
    }

    ScriptedPeer initiator() {
        return initiator;
    }

    ScriptedPeer acceptor() {
        return acceptor;
    }

    List<ScriptedPeer> both() {
        return List.of(initiator, acceptor);
    }

    /** Carries a random number of the bytes that are under way, in one read, towards one side. */
    void carrySome(Random random) {
        collect();
        boolean forward = random.nextBoolean();
        ByteArrayOutputStream pipe = forward ? toAcceptor : toInitiator;
        int most = random.nextInt(4) == 0 ? pipe.size() : Math.min(pipe.size(), 1 + random.nextInt(2_000));
        carry(pipe, forward ? acceptor : initiator, most);
    }

    /** Carries all bytes until neither side has anything to say, not even a little later (P-11). */
    void flow() {
        int quiet = 0;
        for (int n = 0; n < 100_000; n++) {
            both().forEach(side -> side.pass(Duration.ofMillis(10)));
            collect();
            quiet = toAcceptor.size() + toInitiator.size() == 0 ? quiet + 1 : 0;
            if (quiet == 3) {
                return;
            }
            carry(toAcceptor, acceptor, toAcceptor.size());
            carry(toInitiator, initiator, toInitiator.size());
        }
        throw new AssertionError("the two sides never come to rest");
    }

    private void collect() {
        initiator.readFrames().forEach(frame -> toAcceptor.writeBytes(bytes(frame)));
        acceptor.readFrames().forEach(frame -> toInitiator.writeBytes(bytes(frame)));
    }

    private byte[] bytes(Frame frame) {
        Frame seen = frame;
        if (plain && frame.flags() == Frame.HELLO) {
            byte[] payload = new byte[frame.payload().remaining()];
            frame.payload().get(payload);
            seen = new Frame(0, Frame.PING, 0, payload);
        }
        byte[] bytes = new byte[16 + seen.payload().remaining()];
        seen.bytes().get(bytes);
        return bytes;
    }

    private static void carry(ByteArrayOutputStream pipe, ScriptedPeer to, int count) {
        byte[] all = pipe.toByteArray();
        pipe.reset();
        pipe.write(all, count, all.length - count);
        if (count > 0) {
            to.sendBytes(ByteBuffer.wrap(all, 0, count));
        }
        assertThat(to.cause()).as("what one side writes, the other takes").isNull();
    }
}
