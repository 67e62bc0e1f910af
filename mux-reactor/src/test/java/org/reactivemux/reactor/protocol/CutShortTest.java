package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.ErrorCode;
import org.reactivemux.FloodLimits;
import org.reactivemux.MuxOptions;

/** However channels end, what they held of the connection comes back (docs/protocol.md, W-14, W-18, L-2, L-10). */
class CutShortTest {
    private static final int WINDOW = 2_048;
    private static final int LARGEST = 4_096;
    private static final int UNREAD = 10;
    private static final int LIVES = 100;

    static Stream<Named<Consumer<ChannelProbe>>> waysToEndInsideAMessage() {
        return Stream.of(
                Named.of("cancelled", probe -> {
                    probe.stop();
                    probe.peer().send(Frame.data(probe.id(), Frame.END, ""));
                    probe.complete();
                }),
                Named.of("failed here", probe -> probe.abort(ErrorCode.INTERNAL)),
                Named.of("finished here", ChannelProbe::finish),
                Named.of("failed there", probe -> probe.peer().send(Frame.error(probe.id(), ErrorCode.CANCELLED))),
                Named.of("closed there", probe -> probe.peer().send(Frame.close(probe.id(), 0))));
    }

    /** Each time three channels have used up their windows: one has the only reservation, two wait for it. */
    @ParameterizedTest
    @MethodSource("waysToEndInsideAMessage")
    void neitherChannelsNorReservationsAreLost(Consumer<ChannelProbe> end) {
        ScriptedPeer peer = ScriptedPeer.extended(
                Role.ACCEPTOR,
                MuxOptions.builder()
                        .maxChannels(3)
                        .largestFrame(WINDOW)
                        .initialWindow(WINDOW)
                        .largestMessage(LARGEST)
                        .reassemblyBudget(LARGEST)
                        .build());
        int id = 1;
        for (int n = 0; n < LIVES; n++) {
            List<ChannelProbe> three = Stream.of(id, id + 2, id + 4)
                    .map(next -> stuckInsideAMessage(peer, next))
                    .toList();
            three.forEach(end);
            id += 6;
        }
        ChannelProbe last = stuckInsideAMessage(peer, id);
        peer.send(Frame.data(id, 0, WINDOW));
        assertThat(last.received()).containsExactly("[" + LARGEST + "]");
    }

    private static ChannelProbe stuckInsideAMessage(ScriptedPeer peer, int id) {
        ChannelProbe probe = peer.offer(id).request(1);
        peer.send(Frame.data(id, Frame.MORE, WINDOW));
        return probe;
    }

    static Stream<Named<Consumer<ChannelProbe>>> waysToEndAPlainChannel() {
        return Stream.of(
                Named.of("cancelled", ChannelProbe::stop),
                Named.of("failed here", probe -> probe.abort(ErrorCode.INTERNAL)),
                Named.of("finished here", ChannelProbe::finish),
                Named.of("failed there", probe -> probe.peer().send(Frame.error(probe.id(), ErrorCode.CANCELLED))),
                Named.of("closed there and read", probe -> {
                    probe.peer().send(Frame.close(probe.id(), 0));
                    probe.request(UNREAD).resume();
                }));
    }

    @ParameterizedTest
    @MethodSource("waysToEndAPlainChannel")
    void aPlainPeersUnreadMessagesAreNotHeldAgainstIt(Consumer<ChannelProbe> end) {
        ScriptedPeer peer = ScriptedPeer.plain(
                Role.ACCEPTOR,
                MuxOptions.builder()
                        .floodLimits(FloodLimits.defaults().withUnreadPlainMessages(UNREAD))
                        .build());
        for (int n = 0; n < LIVES; n++) {
            ChannelProbe probe = peer.offer(2 * n + 1).pause();
            for (int message = 0; message < UNREAD; message++) {
                peer.send(Frame.data(probe.id(), "x"));
            }
            end.accept(probe);
        }
        assertThat(peer.hasEnded()).isFalse();
    }
}
