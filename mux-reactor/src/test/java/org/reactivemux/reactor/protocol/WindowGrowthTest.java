package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** A window grows when it alone has kept the peer from sending what the reader wanted (docs/protocol.md, W-17). */
class WindowGrowthTest {
    private static final int WINDOW = 8_000;
    private static final int LARGEST = 32_000;
    private static final int BUDGET = 48_000;
    private final ScriptedPeer peer = ScriptedPeer.extended(
            Role.ACCEPTOR,
            MuxOptions.builder()
                    .initialWindow(WINDOW)
                    .largestWindow(LARGEST)
                    .growthBudget(BUDGET)
                    .largestMessage(200_000)
                    .reassemblyBudget(200_000)
                    .prefetch(0)
                    .build());

    static Stream<Named<Consumer<ChannelProbe>>> ends() {
        return Stream.of(
                Named.of("cancel", ChannelProbe::stop),
                Named.of("failure here", probe -> probe.abort(ErrorCode.INTERNAL)),
                Named.of("END", probe -> probe.peer().send(Frame.data(probe.id(), Frame.END, "the last"))),
                Named.of("FIN", probe -> probe.peer().send(Frame.close(probe.id(), Frame.FIN))),
                Named.of("CLOSE", probe -> probe.peer().send(Frame.close(probe.id(), 0))),
                Named.of("ERROR", probe -> probe.peer().send(Frame.error(probe.id(), ErrorCode.INTERNAL))));
    }

    @Test
    void aWindowThatIsUsedUpBeforeAReaderWhoWantsMoreDoubles() {
        reader(1, Long.MAX_VALUE);
        assertThat(send(1, 8, 1_000)).isEqualTo(WINDOW + WINDOW);
    }

    @Test
    void itGrowsUpToTheLargestWindow() {
        reader(1, Long.MAX_VALUE);
        assertThat(send(1, 8, 1_000)).isEqualTo(2 * WINDOW);
        assertThat(send(1, 16, 1_000)).isEqualTo(4 * WINDOW);
        assertThat(send(1, 32, 1_000)).isEqualTo(LARGEST);
    }

    @Test
    void aWindowOfWhichLittleComesBetweenTwoLooksStaysAsItIs() {
        reader(1, Long.MAX_VALUE);
        for (int n = 0; n < 20; n++) {
            assertThat(send(1, 2, 499) + send(1, 2, 499)).isBetween(998, 1_996);
        }
        assertThat(free()).isEqualTo(BUDGET);
    }

    @Test
    void aWindowOfWhichAnEighthComesBetweenTwoLooksIsTooSmall() {
        reader(1, Long.MAX_VALUE);
        assertThat(send(1, 1, WINDOW / 8)).isEqualTo(WINDOW / 8 + WINDOW);
    }

    /** What comes slowly is not under way many times over, however much it becomes. */
    @Test
    void whatCameAtEarlierLooksDoesNotCount() {
        ChannelProbe probe = reader(1, Long.MAX_VALUE);
        peer.writable(false);
        for (int n = 0; n < 4; n++) {
            peer.send(Frame.data(1, 0, 900));
            probe.request(1);
        }
        peer.writable(true);
        assertThat(returned()).isEqualTo(3_600);
    }

    /** What is under way of it is what all others wait behind. */
    @Test
    void aWindowThatGrewWhileItsChannelWasAloneShrinksInCompany() {
        ScriptedPeer wide = ScriptedPeer.extended(Role.ACCEPTOR, MuxOptions.defaults());
        ChannelProbe bulk = wide.offer(1).request(Long.MAX_VALUE);
        wide.offer(3).request(Long.MAX_VALUE);
        for (int n = 0; n < 40; n++) {
            wide.send(Frame.data(1, 0, 60_000), Frame.data(1, 0, 60_000));
        }
        assertThat(bulk.channel().inbound().window().size()).isEqualTo(1 << 20);
        for (int n = 0; n < 10; n++) {
            wide.send(Frame.data(3, "a few bytes"), Frame.data(1, 0, 60_000), Frame.data(1, 0, 60_000));
        }
        assertThat(bulk.channel().inbound().window().size()).isEqualTo(320 << 10);
    }

    @Test
    void aReaderThatDoesNotKeepUpNeverGetsALargerWindow() {
        ChannelProbe slow = reader(1, Long.MAX_VALUE);
        for (int n = 0; n < 20; n++) {
            slow.pause();
            assertThat(send(1, 8, 1_000)).isZero();
            slow.resume();
            assertThat(returned()).isEqualTo(WINDOW);
        }
    }

    @Test
    void aReaderThatRequestsAsItReadsNeverGetsALargerWindow() {
        reader(1, 8);
        for (int n = 0; n < 20; n++) {
            assertThat(send(1, 8, 1_000)).isEqualTo(WINDOW);
            peer.probe().request(8);
            peer.read();
        }
    }

    /** It was the credit that held the peer up. */
    @Test
    void aPeerThatHasUsedUpItsCreditDidNotWaitForTheWindow() {
        ChannelProbe probe = reader(1, 8);
        peer.writable(false);
        probe.request(100);
        send(1, 8, 1_000);
        peer.writable(true);
        assertThat(returned()).isEqualTo(WINDOW);
    }

    @Test
    void demandByNumberIsAsGoodAsAnyWhileThereIsMoreOfIt() {
        reader(1, 9);
        assertThat(send(1, 8, 1_000)).isEqualTo(2 * WINDOW);
    }

    @Test
    void emptyMessagesSayNothingOfTheWindow() {
        reader(1, Long.MAX_VALUE);
        assertThat(send(1, 2_000, 0)).isZero();
        assertThat(free()).isEqualTo(BUDGET);
    }

    @Test
    void eachArrivalIsLookedAtOnce() {
        ChannelProbe probe = reader(1, Long.MAX_VALUE);
        peer.writable(false);
        send(1, 8, 1_000);
        for (int n = 0; n < 5; n++) {
            probe.request(1);
        }
        peer.writable(true);
        assertThat(returned()).isEqualTo(2 * WINDOW);
    }

    /** W-13 (2): with bytes on their way to the peer there is no need to return any early. */
    @Test
    void aWindowGrowsBeforeFragmentsAreReturnedEarly() {
        ChannelProbe probe = reader(1, 1);
        assertThat(data(1, Frame.MORE, WINDOW)).isEqualTo(WINDOW);
        assertThat(data(1, Frame.MORE, WINDOW)).isEqualTo(2 * WINDOW);
        assertThat(data(1, 0, 2 * WINDOW)).isEqualTo(4 * WINDOW);
        assertThat(probe.received()).containsExactly("[" + 4 * WINDOW + "]");
    }

    /** W-13: in the window that has grown as far as it may. */
    @Test
    void aMessageLargerThanTheLargestWindowArrivesWhole() {
        ChannelProbe probe = reader(1, 1);
        int window = WINDOW;
        int returned = 0;
        for (int left = 200_000; left > 0; ) {
            int size = Math.min(left, window);
            left -= size;
            int grant = data(1, left > 0 ? Frame.MORE : 0, size);
            returned += grant;
            window += grant - size;
            assertThat(window).as("with %d bytes to come", left).isBetween(left == 0 ? 0 : 1, LARGEST);
        }
        assertThat(probe.received()).containsExactly("[200000]");
        peer.send(Frame.ping("so that the rest rides"));
        assertThat(returned + returned()).isEqualTo(200_000 + LARGEST - WINDOW);
    }

    /** W-13 (1): initial credit is not demand here either. */
    @Test
    void noWindowGrowsForAMessageThatNobodyRequested() {
        ScriptedPeer eager = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.builder().initialWindow(WINDOW).build());
        eager.offer(1);
        eager.send(Frame.data(1, Frame.MORE, WINDOW));
        assertThat(eager.read()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ends")
    void theEndOfADirectionGivesItsGrowthBack(Consumer<ChannelProbe> end) {
        ChannelProbe probe = grown(1);
        assertThat(free()).isEqualTo(BUDGET - LARGEST + WINDOW);
        end.accept(probe);
        assertThat(free()).isEqualTo(BUDGET);
    }

    @Test
    void messagesThatWaitBehindTheEndKeepTheirRoomUntilTheyAreTaken() {
        ChannelProbe probe = grown(1).pause();
        peer.send(Frame.data(1, 0, 20_000), Frame.data(1, Frame.END, "the last"));
        probe.complete();
        assertThat(free()).isEqualTo(BUDGET - LARGEST + WINDOW);
        probe.resume();
        assertThat(free()).isEqualTo(BUDGET);
    }

    @Test
    void messagesThatWaitBehindTheEndGiveTheirRoomBackWhenTheyAreDropped() {
        ChannelProbe probe = grown(1).pause();
        peer.send(Frame.data(1, Frame.END, 20_000));
        probe.stop();
        assertThat(free()).isEqualTo(BUDGET);
    }

    @Test
    void aLateChannelFindsRoomAndTheFirstMakesItByWithholding() {
        grown(1);
        reader(3, Long.MAX_VALUE);
        assertThat(send(3, 8, 1_000)).isEqualTo(2 * WINDOW);
        assertThat(send(1, 10, 1_000)).as("above its share").isEqualTo(10_000);
        assertThat(send(1, 16, 1_000)).as("withheld down to half").isZero();
        assertThat(send(1, 6, 1_000)).isEqualTo(6_000);
        assertThat(free()).isEqualTo(BUDGET - 2 * WINDOW);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 20})
    void allWindowsTogetherGrowByNoMoreThanTheBudget(int channels) {
        int[] window = new int[channels];
        for (int n = 0; n < channels; n++) {
            reader(2 * n + 1, Long.MAX_VALUE);
            window[n] = WINDOW;
        }
        for (int round = 0; round < 40; round++) {
            for (int n = 0; n < channels; n++) {
                int id = 2 * n + 1;
                window[n] += data(id, 0, window[n]) - window[n];
                assertThat(window[n]).isBetween(WINDOW, LARGEST);
            }
            int all = Arrays.stream(window).sum();
            assertThat(all).isLessThanOrEqualTo(channels * WINDOW + BUDGET);
        }
    }

    private ChannelProbe reader(int id, long demand) {
        ChannelProbe probe = peer.offer(id).request(demand);
        peer.read();
        return probe;
    }

    /** A reader whose window has grown to the largest. */
    private ChannelProbe grown(int id) {
        ChannelProbe probe = reader(id, Long.MAX_VALUE);
        send(id, 8, 1_000);
        send(id, 16, 1_000);
        return probe;
    }

    private long free() {
        return peer.session().windows().free();
    }

    /** Messages in one read; the bytes granted thereupon. */
    private int send(int id, int messages, int size) {
        peer.send(Collections.nCopies(messages, Frame.data(id, 0, size)).toArray(Frame[]::new));
        return returned();
    }

    private int data(int id, int flags, int size) {
        peer.send(Frame.data(id, flags, size));
        return returned();
    }

    private int returned() {
        return peer.readFrames().stream()
                .filter(frame -> frame.type() == Frame.FLOW_CONTROL)
                .mapToInt(frame -> frame.payload().getInt())
                .sum();
    }
}
