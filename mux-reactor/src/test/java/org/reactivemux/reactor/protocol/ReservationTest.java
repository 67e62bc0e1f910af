package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reactivemux.MuxOptions;

/** A reservation, or a place in the queue for one, is given up when it is of no use any more (docs/protocol.md, W-14). */
class ReservationTest {
    private static final int WINDOW = 2_048;
    private final ScriptedPeer peer = ScriptedPeer.extended(
            Role.ACCEPTOR,
            MuxOptions.builder()
                    .largestFrame(1_024)
                    .largestMessage(10_240)
                    .initialWindow(WINDOW)
                    .reassemblyBudget(10_240)
                    .growthBudget(0)
                    .prefetch(2)
                    .build());

    /** A message may be complete with an empty fragment while it waits (M-8). */
    @Test
    void aMessageThatIsWholeDoesNotWaitForAReservation() {
        ChannelProbe holder = peer.offer(1).request(1);
        fill(1);
        ChannelProbe waiting = peer.offer(3).request(1);
        fill(3);
        peer.send(Frame.data(3, ""));
        assertThat(waiting.received()).containsExactly("[" + WINDOW + "]");
        peer.offer(5).request(1);
        fill(5);
        peer.read();
        holder.stop();
        assertThat(peer.read(5)).containsExactly("FLOW_CONTROL 5 2048 bytes");
    }

    @Test
    void aReservationIsFreedWhenItsWholeMessageIsNotTaken() {
        ChannelProbe holder = peer.offer(1).request(1);
        fill(1);
        holder.pause();
        peer.send(Frame.data(1, "the end of it"));
        peer.offer(3).request(1);
        fill(3);
        peer.read();
        holder.stop();
        assertThat(peer.read(3)).containsExactly("FLOW_CONTROL 3 2048 bytes");
    }

    /** Uses up the window of a channel with the beginning of a message. */
    private void fill(int channel) {
        peer.send(Frame.data(channel, Frame.MORE, 1_024), Frame.data(channel, Frame.MORE, 1_024));
    }
}
