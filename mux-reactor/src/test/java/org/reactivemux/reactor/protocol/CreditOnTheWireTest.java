package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.MuxOptions;

/** {@code request(n)} is n messages on the wire, as reader and as writer (docs/protocol.md, W-5, W-8 to W-11, W-15). */
class CreditOnTheWireTest {

    /** W-11: with initial credit 0, demand is exact always. */
    @Test
    void withoutPrefetchNothingIsGrantedUntilSomethingIsRequested() {
        ScriptedPeer peer = reading(0);
        ChannelProbe probe = peer.offer(1);
        probe.request(3);
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 0 bytes 3 messages");
        peer.send(Frame.data(1, "1"), Frame.data(1, "2"), Frame.data(1, "3"));
        assertThat(probe.received()).hasSize(3);
        assertPastCredit(peer);
    }

    /** W-11: with initial credit 1, demand is exact from the first request on. */
    @Test
    void aPrefetchOfOneIsPartOfTheFirstRequest() {
        ScriptedPeer peer = reading(1);
        ChannelProbe probe = peer.offer(1);
        probe.request(1);
        assertThat(peer.read()).isEmpty();
        peer.send(Frame.data(1, "1"));
        assertThat(probe.received()).containsExactly("\"1\"");
        probe.request(3);
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 1 bytes 3 messages");
        peer.send(Frame.data(1, "2"), Frame.data(1, "3"), Frame.data(1, "4"));
        assertPastCredit(peer);
    }

    /** The prefetched message is not granted a second time when it came before it was requested. */
    @Test
    void aPrefetchedMessageThatHasComeAlreadyIsCoveredToo() {
        ScriptedPeer peer = reading(1);
        ChannelProbe probe = peer.offer(1);
        peer.send(Frame.data(1, "early"));
        assertThat(probe.received()).isEmpty();
        probe.request(1);
        assertThat(probe.received()).containsExactly("\"early\"");
        assertPastCredit(peer);
    }

    /** W-8: an empty message takes a credit and no byte; fragments take one credit together. */
    @Test
    void everyMessageTakesOneCreditHoweverItComes() {
        ScriptedPeer peer = reading(0);
        ChannelProbe probe = peer.offer(1).request(3);
        peer.send(
                Frame.data(1, ""),
                Frame.data(1, Frame.MORE, "a"),
                Frame.data(1, Frame.MORE, "b"),
                Frame.data(1, ""),
                Frame.data(1, "c"));
        assertThat(probe.received()).containsExactly("\"\"", "\"ab\"", "\"c\"");
        assertPastCredit(peer);
    }

    /** W-10. */
    @Test
    void unlimitedDemandIsOneGrantForGood() {
        ScriptedPeer peer = reading(0);
        ChannelProbe probe = peer.offer(1).request(2).request(Long.MAX_VALUE).request(5);
        assertThat(peer.read())
                .containsExactly("FLOW_CONTROL 1 0 bytes 2 messages", "FLOW_CONTROL 1 0 bytes unbounded");
        for (int n = 0; n < 1_000; n++) {
            peer.send(Frame.data(1, "x"));
        }
        assertThat(probe.received()).hasSize(1_000);
        assertThat(peer.read()).as("bytes are few, messages need no more").isEmpty();
    }

    /** W-11: in parts, as W-3 allows. */
    @Test
    void aDemandOfMoreThanMayBeOutstandingComesInParts() {
        ScriptedPeer peer = reading(0);
        ChannelProbe probe = peer.offer(1);
        probe.request(3_000_000_000L);
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 0 bytes 2147483647 messages");
        peer.send(Frame.data(1, "1"), Frame.data(1, "2"));
        assertThat(probe.received()).hasSize(2);
        assertThat(peer.hasEnded()).isFalse();
    }

    /** W-15: one look for each turn; what one read delivers is returned in one frame. */
    @Test
    void grantsOfOneTurnAreOneFrame() {
        ScriptedPeer peer = reading(0).whenOffered(probe -> {
            probe.channel().accept();
            probe.channel().observe(() -> {
                while (probe.channel().inbound().next() != null) {
                    probe.channel().request(1);
                }
            });
            probe.channel().request(4);
        });
        peer.send(Frame.open(1));
        assertThat(peer.read()).containsExactly("ACK 1", "FLOW_CONTROL 1 0 bytes 4 messages");
        peer.send(Frame.data(1, "1"), Frame.data(1, "2"), Frame.data(1, "3"), Frame.data(1, "4"));
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 4 bytes 4 messages");
    }

    /** W-15: below a quarter of the demand it waits, and rides with other output. */
    @Test
    void aSmallGrantWaitsAndRidesWithOtherOutput() {
        ScriptedPeer peer = reading(0);
        ChannelProbe probe = peer.offer(1).request(100);
        peer.read();
        peer.send(Frame.data(1, "x"));
        probe.request(1);
        assertThat(peer.read()).as("1 of 100").isEmpty();
        peer.send(Frame.ping(""));
        assertThat(peer.read()).containsExactlyInAnyOrder("PONG", "FLOW_CONTROL 1 1 bytes 1 messages");
        peer.send(Frame.ping(""));
        assertThat(peer.read()).as("granted once").containsExactly("PONG");
    }

    /** W-15: once it is a quarter it MUST be sent. */
    @Test
    void aQuarterOfTheDemandIsGrantedAtOnce() {
        ScriptedPeer peer = reading(0);
        ChannelProbe probe = peer.offer(1).request(8);
        peer.read();
        peer.send(Frame.data(1, "1"), Frame.data(1, "2"));
        probe.request(1);
        assertThat(peer.read()).as("1 of 7").containsExactly("FLOW_CONTROL 1 2 bytes 1 messages");
        probe.request(1).request(1);
        assertThat(peer.read()).as("1 of 8, then 2 of 9").containsExactly("FLOW_CONTROL 1 0 bytes 2 messages");
    }

    /** W-11, W-8: what the peer requests is exactly what is written, with whatever credit it begins. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void aWriterSendsExactlyAsManyMessagesAsWereGranted(int initialCredit) {
        ScriptedPeer peer =
                ScriptedPeer.extended(Role.ACCEPTOR, MuxOptions.defaults(), new Tlvs().u32(7, initialCredit));
        ChannelProbe probe = peer.offer(1);
        probe.source(1_000, 10);
        assertThat(peer.read()).hasSize(initialCredit);
        int sum = initialCredit;
        for (int n = 1; n <= 20; n++) {
            peer.send(Frame.grant(1, 10 * n, n));
            sum += n;
            List<String> frames = peer.read();
            assertThat(frames).hasSize(n).allMatch("DATA 1 \"%s\"".formatted("\0".repeat(10))::equals);
            assertThat(probe.asked()).as("asked of the source").isEqualTo(sum);
        }
    }

    /** W-9: either may be 0 where the other is not. */
    @Test
    void aWriterNeedsBothCreditAndWindow() {
        ScriptedPeer peer = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.defaults(), new Tlvs().u32(6, 10).u32(7, 0));
        ChannelProbe probe = peer.offer(1);
        probe.send(ByteBuffer.allocate(10)).send(ByteBuffer.allocate(10)).send(ByteBuffer.allocate(0));
        assertThat(peer.read()).isEmpty();
        peer.send(Frame.grant(1, 0, 2));
        assertThat(peer.read()).hasSize(1);
        peer.send(Frame.grant(1, 10));
        assertThat(peer.read()).hasSize(1);
        peer.send(Frame.grant(1, 0, 1));
        assertThat(peer.read()).containsExactly("DATA 1 \"\"");
    }

    /** W-20. */
    @Test
    void aReaderThatConsumesNothingDelaysNoOtherChannel() {
        ScriptedPeer peer = reading(1_000);
        ChannelProbe still = peer.offer(1);
        ChannelProbe busy = peer.offer(3).request(Long.MAX_VALUE);
        peer.read();
        peer.send(Frame.data(1, 0, 65_536), Frame.data(1, 0, 65_536));
        for (int n = 0; n < 100; n++) {
            peer.send(Frame.data(3, 0, 60_000));
        }
        assertThat(busy.received()).hasSize(100);
        assertThat(still.received()).isEmpty();
        assertThat(peer.hasEnded()).isFalse();
    }

    private static ScriptedPeer reading(int prefetch) {
        return ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.builder().prefetch(prefetch).build());
    }

    private static void assertPastCredit(ScriptedPeer peer) {
        peer.read();
        assertThat(peer.hasEnded()).isFalse();
        peer.send(Frame.data(1, "one too many"));
        assertThat(peer.readFrames())
                .last()
                .satisfies(frame -> assertThat(frame.errorText()).startsWith("rule W-5: "));
    }
}
