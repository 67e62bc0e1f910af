package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.Codec;
import org.reactivemux.Dialect;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** Two sessions against each other: whatever programs do, neither breaks a rule, loses a message or gets stuck. */
class JoinedSessionsTest {
    private static final int LARGEST = 12_000;
    private static final int CHANNELS = 4;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    /** One direction of a channel, as its two programs know it. */
    private record Stream(ChannelProbe writer, ChannelProbe reader, List<String> sent) {}

    /** What is known when no byte is under way: credit and window, seen from both sides (W-7 to W-12). */
    @Test
    void creditAndWindowAreTheSameSeenFromBothSides() {
        Random random = new Random(4);
        JoinedPeers joined = JoinedPeers.extended(options(random));
        ChannelProbe here = joined.initiator().requestOpen(OptionalInt.empty());
        joined.flow();
        ChannelProbe there = joined.acceptor().probe();
        for (int n = 0; n < 100; n++) {
            here.request(1).send(ByteBuffer.allocate(random.nextInt(LARGEST)));
            there.request(1).send(ByteBuffer.allocate(random.nextInt(LARGEST)));
            joined.flow();
            assertSameView(here, there);
            assertSameView(there, here);
        }
        assertThat(here.received()).hasSize(100);
        assertThat(there.received()).hasSize(100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverProgramsDoNoRuleIsBrokenAndNothingIsLeftBehind(long seed) {
        Random random = new Random(seed);
        JoinedPeers joined = JoinedPeers.extended(options(random));
        for (int n = 0; n < 600; n++) {
            ScriptedPeer side = joined.both().get(random.nextInt(2));
            if (random.nextInt(12) == 0) {
                open(side, random);
            } else if (random.nextInt(15) == 0) {
                side.writable(random.nextInt(3) > 0);
            } else if (!side.probes().isEmpty() && random.nextBoolean()) {
                act(side.probes().get(random.nextInt(side.probes().size())), random);
            }
            joined.carrySome(random);
        }
        joined.both().forEach(side -> side.writable(true));
        joined.flow();
        for (ScriptedPeer side : joined.both()) {
            side.probes().forEach(probe -> {
                probe.request(Long.MAX_VALUE);
                probe.resume();
                probe.complete();
            });
        }
        joined.flow();
        for (ScriptedPeer side : joined.both()) {
            assertThat(side.hasEnded()).isFalse();
            assertThat(side.probes()).allSatisfy(probe -> {
                assertThat(probe.reader()).isNotIn("open", "ending", "failed REFUSED");
                assertThat(probe.writer()).isNotEqualTo("open");
                assertThat(side.keeps(probe.id())).isFalse();
            });
        }
    }

    /** M-6, C-23: what is sent and completed is received and completed, through any pipe. */
    @ParameterizedTest
    @MethodSource("seeds")
    void streamsThatNobodyCutsShortArriveWholeAndInOrder(long seed) {
        Random random = new Random(seed);
        JoinedPeers joined = JoinedPeers.extended(options(random));
        List<Stream> streams = new ArrayList<>();
        for (int n = 0; n < CHANNELS; n++) {
            ChannelProbe here = joined.initiator().requestOpen(spec(random));
            joined.flow();
            ChannelProbe there = joined.acceptor().probe();
            streams.add(new Stream(here, there, new ArrayList<>()));
            streams.add(new Stream(there, here, new ArrayList<>()));
        }
        for (int n = 0; n < 300; n++) {
            Stream stream = streams.get(random.nextInt(streams.size()));
            if (random.nextBoolean()) {
                byte[] message = new byte[size(random)];
                stream.sent.add(Frame.text(message));
                stream.writer.send(ByteBuffer.wrap(message));
            }
            stream.reader.request(1 + random.nextInt(2));
            joined.carrySome(random);
        }
        streams.forEach(stream -> stream.writer.complete());
        streams.forEach(stream -> stream.reader.request(300));
        joined.flow();
        assertThat(streams).allSatisfy(stream -> {
            assertThat(stream.reader.received()).isEqualTo(stream.sent);
            assertThat(stream.reader.reader()).isEqualTo("completed");
            assertThat(stream.writer.channel().outbound().isWritten()).isTrue();
        });
    }

    /** The same in the plain dialect, where a channel ends when both programs are through with it (P-14, P-18). */
    @ParameterizedTest
    @MethodSource("seeds")
    void betweenPlainPeersNoRuleIsBrokenAndNothingIsLeftBehind(long seed) {
        Random random = new Random(seed);
        MuxOptions options = options(random).toBuilder()
                .splitForPlainPeers(random.nextBoolean())
                .closePlainAtCompletion(random.nextInt(4) == 0)
                .build();
        JoinedPeers joined = JoinedPeers.plain(options);
        assertThat(joined.initiator().session().dialect()).isEqualTo(Dialect.PLAIN);
        for (int n = 0; n < 600; n++) {
            ScriptedPeer side = joined.both().get(random.nextInt(2));
            if (side.role() == Role.INITIATOR && random.nextInt(8) == 0) {
                open(side, random);
            } else if (random.nextInt(15) == 0) {
                side.writable(random.nextInt(3) > 0);
            } else if (!side.probes().isEmpty() && random.nextBoolean()) {
                act(side.probes().get(random.nextInt(side.probes().size())), random);
            }
            joined.carrySome(random);
        }
        joined.both().forEach(side -> side.writable(true));
        joined.flow();
        joined.both()
                .forEach(side -> side.probes()
                        .forEach(probe -> probe.request(Long.MAX_VALUE).resume()));
        joined.flow();
        joined.both().forEach(side -> side.probes().forEach(ChannelProbe::finish));
        joined.flow();
        for (ScriptedPeer side : joined.both()) {
            assertThat(side.hasEnded()).isFalse();
            assertThat(side.probes()).allSatisfy(probe -> {
                assertThat(probe.reader()).isNotIn("open", "ending");
                assertThat(probe.writer()).isNotEqualTo("open");
                assertThat(side.keeps(probe.id())).isFalse();
            });
        }
    }

    private static MuxOptions options(Random random) {
        return MuxOptions.builder()
                .largestFrame(1_024)
                .largestMessage(LARGEST)
                .initialWindow(1_024 + random.nextInt(5_000))
                .reassemblyBudget((1L + random.nextInt(2)) * LARGEST)
                .prefetch(random.nextInt(3))
                .maxChannels(CHANNELS)
                .build();
    }

    private static void open(ScriptedPeer side, Random random) {
        try {
            ChannelProbe probe = side.requestOpen(spec(random));
            if (random.nextBoolean()) {
                side.turn();
            }
            act(probe, random);
        } catch (ChannelRefusedException full) {
            assertThat(full).hasMessageContaining("no more than " + CHANNELS);
        }
    }

    private static ChannelSpec spec(Random random) {
        ChannelSpec spec = ChannelSpec.named("service");
        if (random.nextBoolean()) {
            spec = spec.prefetch(random.nextInt(4));
        }
        return random.nextBoolean() ? spec : spec.codec(random.nextBoolean() ? Codec.DEFLATE : Codec.ZSTD);
    }

    private static void act(ChannelProbe probe, Random random) {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> probe.request(1 + random.nextInt(3));
            case 4, 5, 6, 7, 8 -> probe.send(ByteBuffer.allocate(size(random)));
            case 9 -> probe.source(random.nextInt(50), random.nextInt(500));
            case 10 -> probe.pause();
            case 11, 12 -> probe.resume();
            case 13 -> probe.complete();
            case 14 -> probe.stop();
            default -> {
                if (random.nextBoolean()) {
                    probe.finish();
                } else {
                    probe.abort(ErrorCode.CANCELLED);
                }
            }
        }
    }

    private static int size(Random random) {
        return random.nextInt(5) == 0 ? random.nextInt(LARGEST) : random.nextInt(1_500);
    }

    private static void assertSameView(ChannelProbe writer, ChannelProbe reader) {
        Allowance allowance = writer.channel().outbound().allowance();
        Inbound inbound = reader.channel().inbound();
        assertThat(allowance.window()).isEqualTo(inbound.window().left());
        assertThat(allowance.credit()).isEqualTo(inbound.credit().left());
    }
}
