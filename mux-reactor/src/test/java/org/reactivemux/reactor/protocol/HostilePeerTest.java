package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;

/** Whatever a peer sends, the session goes on or ends by a rule or a limit, and holds no more than it granted. */
class HostilePeerTest {
    private static final int WINDOW = 4_000;
    private static final int[] CHANNELS = {0, 1, 2, 3, 4, 5, 7, 9, 11, 13, -1, 0x8000_0001};

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomFramesNeverDoMoreThanEndTheConnection(long seed) {
        Random random = new Random(seed);
        Role role = seed % 2 == 0 ? Role.INITIATOR : Role.ACCEPTOR;
        MuxOptions options = MuxOptions.builder()
                .largestFrame(1_024)
                .largestMessage(8_000)
                .initialWindow(WINDOW)
                .reassemblyBudget(8_000)
                .prefetch(3)
                .maxChannels(4)
                .build();
        boolean plain = seed % 3 == 0;
        ScriptedPeer peer = plain ? ScriptedPeer.plain(role, options) : ScriptedPeer.extended(role, options);
        for (int n = 0; n < 300 && !peer.hasEnded(); n++) {
            if (role == Role.INITIATOR && random.nextInt(20) == 0) {
                openQuietly(peer);
            }
            if (!peer.probes().isEmpty() && random.nextInt(3) == 0) {
                act(peer.probes().get(random.nextInt(peer.probes().size())), random);
            }
            peer.send(frame(peer, random));
            assertBounded(peer, plain ? 65_536 : WINDOW + 8_000);
        }
        List<Frame> frames = peer.readFrames();
        if (peer.hasEnded() && peer.cause() != null) {
            assertThat(peer.cause()).isInstanceOf(MuxException.class);
        }
        for (int n = 0; n < frames.size() - 1; n++) {
            boolean lastWords =
                    frames.get(n).type() == Frame.ERROR && frames.get(n).channel() == 0;
            assertThat(lastWords).as("nothing follows an ERROR on channel 0").isFalse();
        }
    }

    /** F-1, F-2: bytes that are no frames end the connection before anything is made of them. */
    @ParameterizedTest
    @MethodSource("seeds")
    void damagedBytesEndTheConnectionOrChangeNothing(long seed) {
        Random random = new Random(seed);
        ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR);
        ChannelProbe probe = peer.offer(1).request(100);
        byte[] bytes = Frame.data(1, "message number one").bytes().array();
        int at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        peer.sendBytes(ByteBuffer.wrap(bytes));
        assertThat(probe.received()).isEmpty();
        assertThat(probe.reader()).isIn("open", "failed PROTOCOL_ERROR");
    }

    private static void openQuietly(ScriptedPeer peer) {
        try {
            peer.requestOpen(OptionalInt.empty());
            peer.turn();
        } catch (MuxException full) {
            assertThat(full.code()).isEqualTo(ErrorCode.REFUSED);
        }
    }

    private static void act(ChannelProbe probe, Random random) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> probe.request(1 + random.nextInt(4));
            case 3, 4 -> probe.send("something");
            case 5 -> probe.pause();
            case 6 -> probe.resume();
            default -> {
                if (random.nextInt(3) == 0) {
                    probe.finish();
                }
            }
        }
    }

    /** Mostly a frame that makes sense, so that deep states are reached; now and then any. */
    private static Frame frame(ScriptedPeer peer, Random random) {
        boolean sensible = random.nextInt(120) > 0;
        List<ChannelSnapshot> open = peer.snapshot().channels();
        int channel = CHANNELS[random.nextInt(CHANNELS.length)];
        if (!sensible || open.isEmpty()) {
            int type = sensible ? Frame.OPEN : 1 + random.nextInt(8);
            byte[] payload = new byte[sensible ? 0 : random.nextInt(12)];
            random.nextBytes(payload);
            return new Frame(sensible ? id(peer) : channel, type, sensible ? 0 : random.nextInt(256), payload);
        }
        ChannelSnapshot one = open.get(random.nextInt(open.size()));
        boolean unanswered = peer.probes().stream()
                .anyMatch(probe -> probe.id() == one.id() && !probe.channel().isAnswered());
        if (unanswered) {
            return random.nextInt(5) == 0 ? Frame.error(one.id(), ErrorCode.REFUSED) : Frame.ack(one.id());
        }
        int most = one.grantedMessages() == 0 ? 0 : (int) Math.min(1_000, one.grantedBytes());
        if (most == 0 || one.receiving() == ChannelSnapshot.Direction.ENDED) {
            return random.nextInt(3) == 0 ? Frame.open(id(peer)) : Frame.grant(one.id(), 1 + random.nextInt(9));
        }
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> Frame.data(one.id(), 0, random.nextInt(most + 1));
            case 3, 4 -> Frame.data(one.id(), Frame.MORE, most);
            case 5, 6 -> Frame.grant(one.id(), 1 + random.nextInt(100));
            case 7 -> Frame.ping("x");
            case 8 -> random.nextInt(4) == 0 ? Frame.close(one.id(), random.nextInt(4)) : Frame.open(id(peer));
            default -> random.nextInt(4) == 0 ? Frame.error(one.id(), ErrorCode.INTERNAL) : Frame.ping("");
        };
    }

    /** An id that was not used yet. */
    private static int id(ScriptedPeer peer) {
        long frames = peer.snapshot().framesReceived();
        return (int) (2 * frames + (peer.role() == Role.INITIATOR ? 2 : 1));
    }

    private static void assertBounded(ScriptedPeer peer, int most) {
        assertThat(peer.snapshot().channels())
                .hasSizeLessThan(2_000)
                .allSatisfy(channel -> assertThat(channel.queuedInBytes()).isLessThanOrEqualTo(most));
    }
}
