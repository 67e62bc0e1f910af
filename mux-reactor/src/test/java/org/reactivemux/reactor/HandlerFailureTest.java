package org.reactivemux.reactor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.HandlerSide.NAME;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ConnectionException;
import org.reactivemux.EndpointException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.MuxHandler;
import org.reactivemux.UnsupportedByPeerException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** E-6: what travels of a handler's failure, and what never does. */
@EachCarrier
class HandlerFailureTest {
    private static final ErrorCode OURS = ErrorCode.application(0xCAFE);

    @AutoClose
    private final Sockets sockets;

    HandlerFailureTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    private void verifyOpenerSees(HandlerSide side, MuxHandler handler, ErrorCode code, String text) {
        MuxConnection opener = side.openerTo(sockets, handler);
        StepVerifier.create(opener.exchange(NAME, Flux.never())).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(ChannelException.class).hasMessage(text);
            assertThat(((ChannelException) error).code()).isEqualTo(code);
            assertThat(((ChannelException) error).retrySafe()).isFalse();
        });
        Sockets.roundTrip(opener);
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerThatThrowsIsInternal(HandlerSide side) {
        MuxHandler throwing = channel -> {
            throw new IllegalStateException("a secret");
        };
        verifyOpenerSees(side, throwing, ErrorCode.INTERNAL, "");
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("NullAway") // what a handler without null checks may do
    void aHandlerThatReturnsNothingIsInternal(HandlerSide side) {
        verifyOpenerSees(side, channel -> null, ErrorCode.INTERNAL, "");
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerThatFailsIsInternal(HandlerSide side) {
        verifyOpenerSees(side, channel -> Mono.error(new IllegalStateException("a secret")), ErrorCode.INTERNAL, "");
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerThatThrowsAMuxExceptionChoosesCodeAndText(HandlerSide side) {
        MuxHandler throwing = channel -> {
            throw new ChannelException(OURS, "for the peer");
        };
        verifyOpenerSees(side, throwing, OURS, "for the peer");
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerThatFailsWithAMuxExceptionChoosesCodeAndText(HandlerSide side) {
        verifyOpenerSees(side, channel -> Mono.error(new ChannelException(OURS, "für den Peer")), OURS, "für den Peer");
    }

    private static final class Overdrawn extends MuxException {
        private static final long serialVersionUID = 1L;

        Overdrawn() {
            super(OURS, "no money left", new IllegalStateException("a secret"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationsOwnMuxExceptionTravelsToo(HandlerSide side) {
        verifyOpenerSees(side, channel -> Mono.error(new Overdrawn()), OURS, "no money left");
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerWhoseSendFailsTellsThePeer(HandlerSide side) {
        verifyOpenerSees(
                side,
                channel -> channel.send(Flux.error(new ChannelException(OURS, "in the send"))),
                OURS,
                "in the send");
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerWhoseSendFailsWithAStrangersErrorIsInternal(HandlerSide side) {
        verifyOpenerSees(
                side,
                channel -> channel.send(Flux.error(new IllegalStateException("a secret"))),
                ErrorCode.INTERNAL,
                "");
    }

    /** E-4 */
    @ParameterizedTest
    @EnumSource
    void aTextThatIsTooLongIsCut(HandlerSide side) {
        MuxConnection opener =
                side.openerTo(sockets, channel -> Mono.error(new ChannelException(OURS, "ä".repeat(4_000))));
        StepVerifier.create(opener.exchange(NAME, Flux.never())).verifyErrorSatisfies(error -> {
            String text = Objects.requireNonNull(error.getMessage());
            assertThat(text).matches("ä+");
            assertThat(text.getBytes(UTF_8).length).isEqualTo(4_092);
        });
    }

    /** Failures of other channels and connections, which a handler passes on when it is a client elsewhere. */
    static final List<MuxException> PASSED_ON = List.of(
            new ChannelRefusedException(ErrorCode.REFUSED, "the backend is full"),
            new ChannelRefusedException(ErrorCode.NO_HANDLER, "the backend does not know it"),
            new ConnectionException(ErrorCode.CONNECTION_LOST, "the backend is gone", null),
            new EndpointException(EndpointException.Reason.NO_SERVER, "there is no backend", null),
            new UnsupportedByPeerException("the backend is plain"));

    /** C-5: a refusal stands only in place of the ACK; E-3: codes 10 to 12 are never sent. */
    @ParameterizedTest
    @FieldSource("PASSED_ON")
    void aFailureFromElsewhereEndsTheChannelAndNotTheConnection(MuxException fromElsewhere) {
        MuxConnection opener = HandlerSide.SERVER.openerTo(sockets, channel -> Mono.error(fromElsewhere));
        StepVerifier.create(opener.exchange(NAME, Flux.never())).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(ChannelException.class);
            assertThat(((ChannelException) error).code().value()).isNotIn(4, 5, 10, 11, 12);
        });
        StepVerifier.create(opener.exchange(ECHO, Numbered.messages("alive", 3)))
                .expectNextCount(3)
                .verifyComplete();
    }

    /** C-5, E-3, from the opener's side. */
    @ParameterizedTest
    @FieldSource("PASSED_ON")
    void aPublishersFailureFromElsewhereEndsTheChannelAndNotTheConnection(MuxException fromElsewhere) {
        MuxConnection opener = HandlerSide.SERVER.openerTo(
                sockets, channel -> channel.receive().then());
        Sinks.Empty<ByteBuffer> outbound = Sinks.empty();
        StepVerifier.create(opener.exchange(NAME, outbound.asMono()))
                .then(() -> Sockets.roundTrip(opener))
                .then(() -> outbound.tryEmitError(fromElsewhere).orThrow())
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(fromElsewhere));
        StepVerifier.create(opener.exchange(ECHO, Numbered.messages("alive", 3)))
                .expectNextCount(3)
                .verifyComplete();
    }
}
