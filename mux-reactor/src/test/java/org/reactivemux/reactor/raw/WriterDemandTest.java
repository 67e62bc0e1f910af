package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.subscriber.TestSubscriber;

/** What a raw reader grants is what our publisher is asked for, and all that it sends: W-5, W-11, S-6. */
class WriterDemandTest {
    private static final int PLENTY = 1 << 20;

    @TempDir
    Path directory;

    private final AtomicLong demand = new AtomicLong();
    private final TestSubscriber<ByteBuffer> reader = TestSubscriber.create();

    /** An endless stream that can be asked, on the thread that asks. */
    private final Flux<ByteBuffer> numbers = Flux.range(0, Integer.MAX_VALUE)
            .map(i -> RawFrame.utf8("number " + i))
            .doOnRequest(demand::addAndGet);

    private static Tlvs acceptor(int credit) {
        return Tlvs.hello(Tlvs.ACCEPTOR).u32(Tlvs.INITIAL_WINDOW, PLENTY).u32(Tlvs.INITIAL_CREDIT, credit);
    }

    private static List<String> messages(List<RawFrame> frames) {
        return frames.stream()
                .filter(frame -> frame.is(RawFrame.DATA, 1))
                .map(RawFrame::text)
                .toList();
    }

    private ClientToRawPeer sending(Flux<ByteBuffer> outbound, int credit) {
        ClientToRawPeer client = ClientToRawPeer.connect(directory, MuxClient.create(), acceptor(credit));
        client.mux().exchange("numbers", outbound).subscribe(reader);
        client.peer().expect(RawFrame.OPEN, 1);
        client.peer().say(RawFrame.ack(1));
        return client;
    }

    @Test
    void withoutCreditNothingIsSentAndThePublisherNotAsked() {
        try (ClientToRawPeer client = sending(numbers, 0)) {
            assertThat(messages(client.settle())).isEmpty();
            assertThat(demand).hasValue(0);
        }
    }

    @Test
    void aGrantOfThreeBringsExactlyThreeMessagesAndAsksThePublisherForExactlyThree() {
        try (ClientToRawPeer client = sending(numbers, 0)) {
            client.settle();
            client.peer().say(RawFrame.grant(1, 0, 3));

            assertThat(messages(client.settle())).containsExactly("number 0", "number 1", "number 2");
            assertThat(demand).hasValue(3);
        }
    }

    @Test
    void theNextMessagesComeWithTheNextGrantOnly() {
        try (ClientToRawPeer client = sending(numbers, 0)) {
            client.peer().say(RawFrame.grant(1, 0, 3));
            client.settle();
            assertThat(messages(client.settle())).isEmpty();
            client.peer().say(RawFrame.grant(1, 0, 2));

            assertThat(messages(client.settle())).containsExactly("number 3", "number 4");
            assertThat(demand).hasValue(5);
        }
    }

    @Test
    void returnedBytesAloneBringNoMessage() {
        try (ClientToRawPeer client = sending(numbers, 0)) {
            client.peer().say(RawFrame.grant(1, 1_000_000));

            assertThat(messages(client.settle())).isEmpty();
            assertThat(demand).hasValue(0);
        }
    }

    @Test
    void theInitialCreditOfOneBringsOneMessageWithoutAnyGrant() {
        try (ClientToRawPeer client = sending(numbers, 1)) {
            assertThat(messages(client.settle())).containsExactly("number 0");
            assertThat(demand).hasValue(1);
        }
    }

    @Test
    void aLargeGrantIsUsedToItsLastMessageAndNoFurther() {
        try (ClientToRawPeer client = sending(numbers, 0)) {
            client.peer().say(RawFrame.grant(1, 0, 1_000));
            for (int i = 0; i < 1_000; i++) {
                assertThat(client.peer().await(RawFrame.DATA, 1).text()).isEqualTo("number " + i);
            }

            assertThat(messages(client.settle())).isEmpty();
            assertThat(demand).hasValue(1_000);
        }
    }

    @Test
    void aPublisherOnAThreadOfItsOwnIsAskedAsExactly() {
        try (ClientToRawPeer client = sending(numbers.subscribeOn(Schedulers.parallel(), true), 0)) {
            client.peer().say(RawFrame.grant(1, 0, 3));
            for (int i = 0; i < 3; i++) {
                client.peer().await(RawFrame.DATA, 1);
            }

            assertThat(messages(client.settle())).isEmpty();
            assertThat(demand).hasValue(3);
        }
    }

    @Test
    void anOpenersOwnInitialCreditReplacesItsSettingForAHandlersPublisher() {
        MuxServer server = MuxServer.create().handle("numbers", channel -> channel.send(numbers));
        try (ServerToRawPeer served = ServerToRawPeer.connect(
                directory, server, Tlvs.hello(Tlvs.INITIATOR).u32(Tlvs.INITIAL_CREDIT, 100))) {
            Tlvs head = Tlvs.head("numbers").u32(Tlvs.HEAD_CREDIT, 2);
            served.peer().say(new RawFrame(1, RawFrame.OPEN, 0, head.encode()));
            served.peer().expect(RawFrame.ACK, 1);

            assertThat(messages(served.settle())).containsExactly("number 0", "number 1");
            assertThat(demand).hasValue(2);
        }
    }

    @Test
    void aHandlersPublisherIsAskedForWhatTheInitiatorGrants() {
        MuxServer server = MuxServer.create().handle("numbers", channel -> channel.send(numbers));
        try (ServerToRawPeer served = ServerToRawPeer.connect(
                directory, server, Tlvs.hello(Tlvs.INITIATOR).u32(Tlvs.INITIAL_CREDIT, 0))) {
            served.peer().say(RawFrame.open(1, "numbers"), RawFrame.grant(1, 0, 3));
            served.peer().expect(RawFrame.ACK, 1);

            assertThat(messages(served.settle())).hasSize(3);
            assertThat(demand).hasValue(3);
        }
    }
}
