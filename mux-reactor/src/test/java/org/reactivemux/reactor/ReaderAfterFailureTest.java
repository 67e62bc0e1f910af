package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.subscriber.TestSubscriber;

/** C-30: what had come whole, its end included, is its reader's whatever becomes of the handler. */
@EachCarrier
class ReaderAfterFailureTest {
    @AutoClose
    private final Sockets sockets;

    ReaderAfterFailureTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    @Test
    void aSlowReaderStillGetsTheRestAfterItsHandlerHasFailed() {
        TestSubscriber<ByteBuffer> reader =
                TestSubscriber.builder().initialRequest(1).build();
        Sinks.Empty<Void> failure = Sinks.empty();
        MuxConnection mux = sockets.connectTo(server -> server.options(
                        MuxOptions.builder().prefetch(2).build())
                .handle("slow", channel -> {
                    channel.receive().subscribe(reader);
                    return failure.asMono();
                }));
        StepVerifier.create(mux.exchange("slow", Flux.just(utf8("first"), utf8("second"))))
                .then(() -> Sockets.roundTrip(mux))
                .then(() -> failure.tryEmitError(new ChannelException(ErrorCode.application(0x1001), "no use")))
                .verifyError(ChannelException.class);

        reader.request(1);
        reader.block(PatientVerifiers.PATIENCE);

        assertThat(List.copyOf(reader.getReceivedOnNext()))
                .extracting(Messages::text)
                .containsExactly("first", "second");
        assertThat(reader.getTerminalSignal()).matches(end -> end != null && end.isOnComplete());
    }
}
