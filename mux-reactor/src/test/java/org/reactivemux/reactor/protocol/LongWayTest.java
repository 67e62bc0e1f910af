package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxOptions;

/** Windows on a long way: one that is used up within a round trip grows, though little of it comes at a time (W-17). */
class LongWayTest {
    private static final int WINDOW = 128 << 10;
    private static final int LITTLE = WINDOW / 32;
    private static final Duration TRIP = Duration.ofMillis(50);

    private ScriptedPeer peer = ScriptedPeer.silent(Role.INITIATOR, MuxOptions.defaults());

    private ChannelProbe connectedOver(Duration roundTrip) {
        peer.turn();
        Frame hello = peer.readFrames().get(0);
        peer.standStill(roundTrip);
        peer.send(Frame.hello(Tlvs.role(Role.ACCEPTOR)), new Frame(0, Frame.PONG, 0, bytesOf(hello.payload())));
        peer.standStill(TRIP);
        peer.read();
        return peer.offer(2).request(Long.MAX_VALUE);
    }

    private static byte[] bytesOf(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    private static int windowOf(ChannelProbe probe) {
        return probe.channel().inbound().window().size();
    }

    /** A little at a time, so that no look brings much of the window. */
    private void send(int bytes) {
        for (int sent = 0; sent < bytes; sent += LITTLE) {
            peer.send(Frame.data(2, 0, LITTLE));
        }
    }

    private List<Frame> pings() {
        return peer.readFrames().stream()
                .filter(frame -> frame.type() == Frame.PING)
                .toList();
    }

    private void answer(Frame ping) {
        peer.send(new Frame(0, Frame.PONG, 0, bytesOf(ping.payload())));
    }

    /** A windowful, for which a PING goes out; then so much until its answer comes, after a round trip. */
    private void trip(int bytes) {
        send(WINDOW);
        Frame ping = pings().get(0);
        send(bytes);
        peer.standStill(TRIP);
        answer(ping);
        send(LITTLE);
        peer.standStill(TRIP);
        pings();
    }

    @Test
    void aWindowThatIsUsedUpWithinARoundTripDoubles() {
        ChannelProbe bulk = connectedOver(TRIP);
        trip(WINDOW - LITTLE);
        assertThat(windowOf(bulk)).isEqualTo(2 * WINDOW);
    }

    @Test
    void aWindowThatHoldsMoreThanTheWayStaysAsItIs() {
        ChannelProbe bulk = connectedOver(TRIP);
        trip(WINDOW / 2);
        assertThat(windowOf(bulk)).isEqualTo(WINDOW);
    }

    @Test
    void onAShortWayNobodyAsks() {
        connectedOver(Duration.ofNanos(100_000));
        send(8 * WINDOW);
        assertThat(pings()).isEmpty();
    }

    @Test
    void aReaderThatDoesNotKeepUpHasNothingToAskFor() {
        ChannelProbe slow = connectedOver(TRIP);
        slow.pause();
        send(WINDOW);
        assertThat(pings()).isEmpty();
        slow.resume();
    }

    @Test
    void aWindowThatMayNotGrowIsNotMeasured() {
        peer = ScriptedPeer.silent(
                Role.INITIATOR, MuxOptions.builder().largestWindow(WINDOW).build());
        connectedOver(TRIP);
        send(8 * WINDOW);
        assertThat(pings()).isEmpty();
    }

    /** What travels holds nobody up, so in company windows may have it, beside the 320 KiB that are enough anywhere. */
    @Test
    void inCompanyWindowsMayHoldWhatTheWayHolds() {
        ChannelProbe bulk = connectedOver(TRIP);
        peer.offer(4).request(Long.MAX_VALUE);
        peer.send(Frame.data(4, "company"));
        for (int n = 0; n < 4; n++) {
            int window = windowOf(bulk);
            send(window);
            List<Frame> pings = pings();
            send(window - LITTLE);
            peer.standStill(TRIP);
            pings.forEach(this::answer);
            send(LITTLE);
            peer.standStill(TRIP);
            pings().forEach(this::answer);
        }
        assertThat(windowOf(bulk)).isGreaterThan(1 << 20);
    }
}
