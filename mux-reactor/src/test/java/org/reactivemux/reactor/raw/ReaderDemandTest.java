package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.subscriber.TestSubscriber;

/** What our reader requests is what its peer is granted: W-11, counted frame by frame. */
class ReaderDemandTest {
    private static final MuxOptions WITHOUT_PREFETCH =
            MuxOptions.builder().prefetch(0).build();

    @TempDir
    Path directory;

    private final TestSubscriber<ByteBuffer> reader =
            TestSubscriber.builder().initialRequest(0).build();

    private static int messagesGranted(List<RawFrame> frames) {
        return frames.stream()
                .filter(frame -> frame.is(RawFrame.FLOW_CONTROL, 1))
                .mapToInt(RawFrame::messages)
                .sum();
    }

    private ClientToRawPeer client(MuxOptions options) {
        return ClientToRawPeer.connect(directory, MuxClient.create().options(options), Tlvs.hello(Tlvs.ACCEPTOR));
    }

    @Test
    void withoutPrefetchNothingIsGrantedBeforeARequest() {
        try (ClientToRawPeer client = client(WITHOUT_PREFETCH)) {
            client.mux().exchange("numbers", Flux.never()).subscribe(reader);
            client.peer().expect(RawFrame.OPEN, 1);

            assertThat(client.settle()).isEmpty();
        }
    }

    @Test
    void withoutPrefetchARequestOfThreeGrantsExactlyThree() {
        try (ClientToRawPeer client = client(WITHOUT_PREFETCH)) {
            client.mux().exchange("numbers", Flux.never()).subscribe(reader);
            client.peer().expect(RawFrame.OPEN, 1);
            reader.request(3);

            assertThat(client.peer().expect(RawFrame.FLOW_CONTROL, 1)).isEqualTo(RawFrame.grant(1, 0, 3));
            assertThat(client.settle()).isEmpty();
        }
    }

    @Test
    void readingWhatWasRequestedGrantsNoFurtherMessage() {
        try (ClientToRawPeer client = client(WITHOUT_PREFETCH)) {
            client.mux().exchange("numbers", Flux.never()).subscribe(reader);
            RawPeer peer = client.peer();
            peer.expect(RawFrame.OPEN, 1);
            reader.request(3);
            peer.expect(RawFrame.FLOW_CONTROL, 1);
            peer.say(RawFrame.ack(1), RawFrame.data(1, "one"), RawFrame.data(1, "two"), RawFrame.data(1, "three"));

            assertThat(messagesGranted(client.settle())).isZero();
            assertThat(reader.getReceivedOnNext()).hasSize(3);
        }
    }

    @Test
    void requestsAddUpOverTheLifeOfAChannel() {
        try (ClientToRawPeer client = client(WITHOUT_PREFETCH)) {
            client.mux().exchange("numbers", Flux.never()).subscribe(reader);
            RawPeer peer = client.peer();
            peer.expect(RawFrame.OPEN, 1);
            int granted = 0;
            for (int n = 1; n <= 5; n++) {
                reader.request(n);
                granted += messagesGranted(client.settle());
            }

            assertThat(granted).isEqualTo(1 + 2 + 3 + 4 + 5);
        }
    }

    @Test
    void theDefaultPrefetchOfOneCoversTheFirstRequestedMessage() {
        try (ClientToRawPeer client = client(MuxOptions.defaults())) {
            client.mux().exchange("numbers", Flux.never()).subscribe(reader);
            client.peer().expect(RawFrame.OPEN, 1);
            reader.request(1);

            assertThat(messagesGranted(client.settle())).isZero();
        }
    }

    @Test
    void withTheDefaultPrefetchARequestOfThreeGrantsTwoMore() {
        try (ClientToRawPeer client = client(MuxOptions.defaults())) {
            client.mux().exchange("numbers", Flux.never()).subscribe(reader);
            client.peer().expect(RawFrame.OPEN, 1);
            reader.request(3);

            assertThat(messagesGranted(client.settle())).isEqualTo(2);
        }
    }

    @Test
    void fromTheSecondRequestOnTheDefaultPrefetchIsUsedUpAndDemandExact() {
        try (ClientToRawPeer client = client(MuxOptions.defaults())) {
            client.mux().exchange("numbers", Flux.never()).subscribe(reader);
            RawPeer peer = client.peer();
            peer.expect(RawFrame.OPEN, 1);
            reader.request(1);
            client.settle();
            peer.say(RawFrame.ack(1), RawFrame.data(1, "covered by the prefetch"));
            client.settle();
            reader.request(2);

            assertThat(messagesGranted(client.settle())).isEqualTo(2);
        }
    }

    @Test
    void aChannelsOwnPrefetchTravelsInItsOpenAndReplacesTheConnections() {
        try (ClientToRawPeer client = client(MuxOptions.defaults())) {
            client.mux()
                    .exchange(ChannelSpec.named("numbers").prefetch(0), Flux.never())
                    .subscribe(reader);
            RawFrame open = client.peer().expect(RawFrame.OPEN, 1);
            reader.request(3);

            assertThat(Tlvs.parse(open.payload())).containsEntry(Tlvs.HEAD_CREDIT, RawFrame.integers(0));
            assertThat(messagesGranted(client.settle())).isEqualTo(3);
        }
    }

    @Test
    void unboundedDemandIsGrantedOnceAsUnbounded() {
        try (ClientToRawPeer client = client(WITHOUT_PREFETCH)) {
            client.mux().exchange("numbers", Flux.never()).subscribe(reader);
            RawPeer peer = client.peer();
            peer.expect(RawFrame.OPEN, 1);
            reader.request(Long.MAX_VALUE);

            assertThat(peer.expect(RawFrame.FLOW_CONTROL, 1).messages()).isEqualTo(RawFrame.UNBOUNDED);
            peer.say(RawFrame.ack(1), RawFrame.data(1, "one"), RawFrame.data(1, "two"));
            reader.request(5);
            assertThat(messagesGranted(client.settle())).isZero();
        }
    }

    @Test
    void aFiniteDemandBeyondTheLimitIsGrantedUpToTheLimit() {
        try (ClientToRawPeer client = client(WITHOUT_PREFETCH)) {
            client.mux().exchange("numbers", Flux.never()).subscribe(reader);
            client.peer().expect(RawFrame.OPEN, 1);
            reader.request(3_000_000_000L);

            assertThat(messagesGranted(client.settle())).isEqualTo(Integer.MAX_VALUE);
        }
    }

    @Test
    void aHandlersRequestReachesTheInitiatorAsExactly() {
        MuxServer server = MuxServer.create().options(WITHOUT_PREFETCH).handle("reads", channel -> {
            channel.receive().subscribe(reader);
            return Mono.never();
        });
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, server)) {
            served.peer().say(RawFrame.open(1, "reads"));
            served.peer().expect(RawFrame.ACK, 1);
            reader.request(3);

            assertThat(served.peer().expect(RawFrame.FLOW_CONTROL, 1)).isEqualTo(RawFrame.grant(1, 0, 3));
            assertThat(served.settle()).isEmpty();
        }
    }

    @Test
    void aRequestBeforeTheOpenIsWrittenIsNotLost() {
        try (ClientToRawPeer client = client(WITHOUT_PREFETCH)) {
            TestSubscriber<ByteBuffer> eager =
                    TestSubscriber.builder().initialRequest(7).build();
            client.mux().exchange("numbers", Flux.never()).subscribe(eager);
            client.peer().expect(RawFrame.OPEN, 1);

            assertThat(messagesGranted(client.settle())).isEqualTo(7);
        }
    }
}
