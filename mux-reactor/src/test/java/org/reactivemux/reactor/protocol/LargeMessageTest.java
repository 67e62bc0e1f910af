package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** Messages larger than a window that does not grow, as reader (docs/protocol.md, W-13, W-14). */
class LargeMessageTest {
    private static final int WINDOW = 2_048;
    private static final int LARGEST = 10_240;
    private static final MuxOptions OPTIONS = MuxOptions.builder()
            .largestFrame(1_024)
            .largestMessage(LARGEST)
            .initialWindow(WINDOW)
            .reassemblyBudget(LARGEST)
            .growthBudget(0)
            .prefetch(2)
            .build();

    private final ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR, OPTIONS);

    static Stream<Named<Consumer<ChannelProbe>>> waysToGiveUpHere() {
        return Stream.of(
                Named.of("cancel", ChannelProbe::stop),
                Named.of("failure", probe -> probe.abort(ErrorCode.INTERNAL)),
                Named.of("finish", ChannelProbe::finish));
    }

    static Stream<Named<Frame>> waysToGiveUpThere() {
        return Stream.of(Named.of("ERROR", Frame.error(1, ErrorCode.INTERNAL)), Named.of("CLOSE", Frame.close(1, 0)));
    }

    @Test
    void aMessageLargerThanTheWindowArrivesWhole() {
        ChannelProbe probe = peer.offer(1).request(1);
        int returned = sendLarge(1, LARGEST);
        assertThat(probe.received()).containsExactly("[" + LARGEST + "]");
        assertThat(returned).as("each byte once").isLessThanOrEqualTo(LARGEST);
        peer.send(Frame.ping("so that the rest rides"));
        assertThat(returned + returnedNow()).isEqualTo(LARGEST);
    }

    /** W-13: what was counted on entering is not counted again on delivery. */
    @Test
    void severalLargeMessagesLeaveTheWindowAsItWas() {
        ChannelProbe probe = peer.offer(1).request(10);
        int sent = 0;
        int returned = returnedNow();
        for (int size : new int[] {LARGEST, 5_000, 2_049, 2_048, 9_999, 1}) {
            returned += sendLarge(1, size);
            sent += size;
        }
        peer.send(Frame.ping("so that the rest rides"));
        assertThat(returned + returnedNow()).isEqualTo(sent);
        assertThat(probe.received()).hasSize(6);
    }

    /** W-13 (1): initial credit is not enough, the reader must have asked for that message. */
    @Test
    void withoutDemandTheMessageStaysWithinItsWindow() {
        ChannelProbe probe = peer.offer(1);
        fill(1);
        assertThat(peer.read()).isEmpty();
        probe.request(1);
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 2048 bytes");
    }

    /** W-13 (1): demand that an earlier message uses up is not for this one. */
    @Test
    void demandForAnEarlierMessageIsNotEnough() {
        ChannelProbe probe = peer.offer(1).request(1);
        peer.send(Frame.data(1, 0, 1_024));
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 1024 bytes");
        fill(1);
        assertThat(peer.read()).isEmpty();
        probe.request(1);
        assertThat(peer.read()).contains("FLOW_CONTROL 1 2048 bytes");
    }

    /** W-13 (2): as long as the peer can still send, it should. */
    @Test
    void withWindowLeftNothingIsReturned() {
        peer.offer(1).request(1);
        peer.send(Frame.data(1, Frame.MORE, 1_024), Frame.data(1, Frame.MORE, 1_023));
        assertThat(peer.read()).isEmpty();
        peer.send(Frame.data(1, Frame.MORE, 1));
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 2048 bytes");
    }

    /** W-13 (2): what is pending from before goes back first, and is enough to go on with. */
    @Test
    void withBytesPendingOnlyThoseAreReturned() {
        peer.offer(1).request(2);
        peer.send(Frame.data(1, 0, 100));
        assertThat(peer.read()).isEmpty();
        peer.send(Frame.data(1, Frame.MORE, 1_024), Frame.data(1, Frame.MORE, 924));
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 100 bytes");
        peer.send(Frame.data(1, Frame.MORE, 100));
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 2048 bytes");
    }

    /** W-13 (3): two channels and a budget for one. */
    @Test
    void withoutAReservationTheMessageStaysWithinItsWindow() {
        ChannelProbe first = peer.offer(1).request(1);
        ChannelProbe second = peer.offer(3).request(1);
        fill(1);
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 2048 bytes");
        fill(3);
        assertThat(peer.read()).isEmpty();
        fill(1);
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 2048 bytes");
        peer.send(Frame.data(1, 0, 1_000));
        assertThat(first.received()).containsExactly("[5096]");
        assertThat(peer.read()).as("the reservation has passed on").contains("FLOW_CONTROL 3 2048 bytes");
        peer.send(Frame.data(3, 0, 1));
        assertThat(second.received()).containsExactly("[2049]");
    }

    /** W-14: first come, first served. */
    @Test
    void reservationsAreServedInTheOrderOfAsking() {
        List<Integer> ids = List.of(1, 3, 5);
        ids.forEach(id -> peer.offer(id).request(1));
        ids.forEach(this::fill);
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 2048 bytes");
        peer.send(Frame.data(1, 0, 1));
        assertThat(peer.read()).contains("FLOW_CONTROL 3 2048 bytes").noneMatch(line -> line.contains("CONTROL 5"));
        peer.send(Frame.data(3, 0, 1));
        assertThat(peer.read()).contains("FLOW_CONTROL 5 2048 bytes");
    }

    /** W-14: freed on cancel and error. */
    @ParameterizedTest
    @MethodSource("waysToGiveUpHere")
    void aReservationIsFreedWhenItsReaderGivesUp(Consumer<ChannelProbe> way) {
        ChannelProbe holder = twoChannelsForOneReservation();
        way.accept(holder);
        assertThat(peer.read()).contains("FLOW_CONTROL 3 2048 bytes");
    }

    /** W-14: freed on error and close. */
    @ParameterizedTest
    @MethodSource("waysToGiveUpThere")
    void aReservationIsFreedWhenItsWriterGivesUp(Frame frame) {
        twoChannelsForOneReservation();
        peer.send(frame);
        assertThat(peer.read()).contains("FLOW_CONTROL 3 2048 bytes");
    }

    /** W-14: whoever gives up waiting does not hold up the others. */
    @Test
    void aChannelThatGaveUpWaitingIsPassedOver() {
        ChannelProbe holder = twoChannelsForOneReservation();
        peer.offer(5).request(1);
        fill(5);
        peer.probes().get(1).stop();
        peer.read();
        holder.stop();
        assertThat(peer.read()).contains("FLOW_CONTROL 5 2048 bytes");
    }

    /** A whole message that its reader has not taken yet holds its reservation until then. */
    @Test
    void aReservationIsHeldUntilItsMessageIsTaken() {
        ChannelProbe holder = twoChannelsForOneReservation().pause();
        peer.send(Frame.data(1, 0, 1));
        assertThat(peer.read()).noneMatch(line -> line.contains("CONTROL 3"));
        holder.resume();
        assertThat(holder.received()).containsExactly("[2049]");
        assertThat(peer.read()).contains("FLOW_CONTROL 3 2048 bytes");
    }

    /** A message that fits its window needs no reservation. */
    @ParameterizedTest
    @ValueSource(ints = {1_025, 2_047, 2_048})
    void aMessageThatFitsTheWindowNeedsNoReservation(int size) {
        twoChannelsForOneReservation();
        ChannelProbe third = peer.offer(5).request(1);
        peer.send(Frame.data(5, Frame.MORE, 1_024), Frame.data(5, 0, size - 1_024));
        assertThat(third.received()).containsExactly("[" + size + "]");
    }

    /** What two channels each hold half of, neither could finish: with whole reservations both do. */
    @Test
    void manyLargeMessagesAtOnceAllArrive() {
        int channels = 20;
        for (int n = 0; n < channels; n++) {
            peer.offer(2 * n + 1).request(1);
        }
        int[] window = new int[channels];
        int[] left = new int[channels];
        Arrays.fill(window, WINDOW);
        Arrays.fill(left, LARGEST);
        peer.read();
        for (int round = 0; round < 1_000; round++) {
            for (int n = 0; n < channels; n++) {
                int size = Math.min(1_024, Math.min(window[n], left[n]));
                if (size > 0) {
                    window[n] -= size;
                    left[n] -= size;
                    peer.send(Frame.data(2 * n + 1, left[n] > 0 ? Frame.MORE : 0, size));
                }
                for (Frame frame : peer.readFrames()) {
                    window[frame.channel() / 2] += frame.payload().getInt();
                }
            }
        }
        assertThat(peer.probes())
                .allSatisfy(probe -> assertThat(probe.received()).hasSize(1));
    }

    private ChannelProbe twoChannelsForOneReservation() {
        ChannelProbe holder = peer.offer(1).request(1);
        peer.offer(3).request(1);
        fill(1);
        fill(3);
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 2048 bytes");
        return holder;
    }

    /** Uses up a whole window with fragments. */
    private void fill(int channel) {
        peer.send(Frame.data(channel, Frame.MORE, 1_024), Frame.data(channel, Frame.MORE, 1_024));
    }

    /** Sends one message as far as the window lets it, and tells how many bytes were returned meanwhile. */
    private int sendLarge(int channel, int size) {
        int left = size;
        int returned = 0;
        int window = 0;
        for (int first = Math.min(left, WINDOW); left > 0; first = Math.min(left, window)) {
            assertThat(first).as("no progress").isPositive();
            int frame = Math.min(first, 1_024);
            window += left == size ? WINDOW : 0;
            left -= frame;
            window -= frame;
            peer.send(Frame.data(channel, left > 0 ? Frame.MORE : 0, frame));
            int now = returnedNow();
            returned += now;
            window += now;
        }
        peer.send(Frame.ping("so that the rest rides"));
        return returned + returnedNow();
    }

    private int returnedNow() {
        return peer.readFrames().stream()
                .filter(frame -> frame.type() == Frame.FLOW_CONTROL)
                .mapToInt(frame -> frame.payload().getInt())
                .sum();
    }
}
