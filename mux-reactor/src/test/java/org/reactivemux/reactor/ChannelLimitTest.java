package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** C-20: channels beyond what the peer takes fail as refused, and are safe to open again. */
@EachCarrier
class ChannelLimitTest {
    @AutoClose
    private final Sockets sockets;

    ChannelLimitTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    private MuxConnection connectToServerWith(int maxChannels) {
        return sockets.connectTo(server -> server.options(
                        MuxOptions.builder().maxChannels(maxChannels).build())
                .handle("hold", channel -> Mono.never()));
    }

    private static MuxChannel open(MuxConnection mux) {
        return Objects.requireNonNull(mux.open(named("hold")).block(PATIENCE));
    }

    @Test
    void oneMoreThanThePeerTakesIsRefusedAndSafeToRetry() {
        MuxConnection mux = connectToServerWith(2);
        open(mux);
        open(mux);
        StepVerifier.create(mux.open(named("hold"))).verifyErrorSatisfies(ChannelLimitTest::assertRefused);
        StepVerifier.create(mux.exchange("hold", Flux.never())).verifyErrorSatisfies(ChannelLimitTest::assertRefused);
    }

    @Test
    void aChannelThatHasEndedMakesRoomForAnother() {
        MuxConnection mux = connectToServerWith(1);
        StepVerifier.create(Flux.range(0, 100).concatMap(i -> mux.request(ECHO, utf8("one at a time"))))
                .expectNextCount(100)
                .verifyComplete();
    }

    @Test
    void aRefusalTakesNothingFromTheOthers() {
        MuxConnection mux = connectToServerWith(1);
        StepVerifier.create(mux.open(named("unknown"))).verifyError(ChannelRefusedException.class);
        StepVerifier.create(mux.request(ECHO, utf8("room?"))).expectNextCount(1).verifyComplete();
    }

    @Test
    void aPeerThatTakesNoneGetsNone() {
        MuxConnection mux = connectToServerWith(0);
        StepVerifier.create(mux.open(named(ECHO))).verifyErrorSatisfies(ChannelLimitTest::assertRefused);
    }

    @Test
    void eachSideHasItsOwnLimit() {
        sockets.bind(sockets.server());
        MuxConnection mux = sockets.connect(
                sockets.client().options(MuxOptions.builder().maxChannels(0).build()));
        MuxConnection otherEnd = sockets.otherEndOf(mux);
        StepVerifier.create(otherEnd.open(named("x"))).verifyErrorSatisfies(ChannelLimitTest::assertRefused);
        Sockets.roundTrip(mux);
    }

    private static void assertRefused(Throwable error) {
        assertThat(error).isInstanceOf(ChannelRefusedException.class);
        assertThat(((ChannelRefusedException) error).code()).isEqualTo(ErrorCode.REFUSED);
        assertThat(((ChannelRefusedException) error).retrySafe()).isTrue();
    }
}
