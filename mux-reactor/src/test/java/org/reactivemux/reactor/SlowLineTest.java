package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.text;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Far away everything is as it is nearby, only later. */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"TCP", "TLS"})
@OverSockets
class SlowLineTest {
    private static final Duration DELAY = Duration.ofMillis(5);
    private static final int CARRIES = 50_000_000;

    @AutoClose
    private final Sockets sockets;

    private final Carrier carrier;

    @AutoClose
    private final SlowLine line;

    SlowLineTest(Carrier carrier) {
        this.carrier = carrier;
        this.sockets = new Sockets(carrier);
        sockets.bind(sockets.server()
                .handle(
                        "length",
                        channel -> channel.send(channel.receive()
                                .map(ByteBuffer::remaining)
                                .reduce(Integer::sum)
                                .map(sum -> utf8(sum.toString())))));
        this.line = new SlowLine(sockets.port().orElseThrow(), DELAY, CARRIES);
    }

    private MuxConnection connect(MuxOptions options) {
        MuxClient client = sockets.clientWithoutAddress().tcp(Certificates.HOST, line.port());
        return sockets.connect(
                (carrier == Carrier.TLS ? client.secure(Certificates.trustingServer()) : client).options(options));
    }

    private MuxConnection connect() {
        return connect(MuxOptions.defaults());
    }

    @Test
    void aRoundTripTakesAsLongAsTheWayThereAndBack() {
        assertThat(connect().snapshot().roundTrip())
                .hasValueSatisfying(trip -> assertThat(trip).isGreaterThan(DELAY.multipliedBy(2)));
    }

    @Test
    void largeMessagesArriveWhole() {
        ByteBuffer large = ByteBuffer.allocate(4 << 20);
        for (int n = 0; n < large.capacity(); n++) {
            large.put(n, (byte) (n >> 7));
        }
        StepVerifier.create(connect().exchange(Sockets.ECHO, Flux.just(large, utf8("small"), large)))
                .expectNext(large, utf8("small"), large)
                .verifyComplete();
    }

    @Test
    void manyChannelsGetWhatIsTheirs() {
        MuxConnection mux = connect();
        StepVerifier.create(Flux.range(0, 1_000)
                        .flatMap(n -> mux.request(Sockets.ECHO, utf8("message " + n))
                                .filter(answer -> text(answer).equals("message " + n)))
                        .count())
                .expectNext(1_000L)
                .verifyComplete();
    }

    @Test
    void oneDirectionMayEndBeforeTheOther() {
        Flux<ByteBuffer> outbound = Flux.range(0, 300).map(n -> ByteBuffer.allocate(10_000));
        StepVerifier.create(connect().exchange("length", outbound).map(Messages::text))
                .expectNext("3000000")
                .verifyComplete();
    }

    @Test
    void demandHoldsAcrossTheDistance() {
        MuxConnection mux = connect();
        Flux<ByteBuffer> endless = Flux.range(0, Integer.MAX_VALUE).map(n -> utf8("message " + n));
        StepVerifier.create(mux.exchange(Sockets.ECHO, endless).map(Messages::text), 0)
                .thenRequest(3)
                .expectNext("message 0", "message 1", "message 2")
                .thenRequest(1)
                .expectNext("message 3")
                .thenCancel()
                .verify();
        Sockets.roundTrip(mux);
    }

    /** K-5 */
    @Test
    void aPeerThatIsFarAwayIsNotTakenForDead() {
        MuxConnection mux = connect(MuxOptions.builder()
                .keepaliveInterval(Duration.ofMillis(20))
                .keepaliveTimeout(Duration.ofMillis(500))
                .build());
        long before = mux.snapshot().framesReceived();
        Eventually.assertThatSoon(
                () -> mux.snapshot().framesReceived(), frames -> frames >= before + 5, "it has answered five times");
        assertThat(mux.isDisposed()).isFalse();
    }

    /** K-15 */
    @Test
    void aCutIsALossForBothSides() {
        MuxConnection mux = connect();
        MuxConnection otherEnd = sockets.otherEndOf(mux);
        SignalLog<ByteBuffer> underWay = SignalLog.of(mux.exchange(Sockets.ECHO, Flux.never()));
        Sockets.roundTrip(mux);
        line.cut();
        assertLost(Objects.requireNonNull(underWay.end().getThrowable()));
        StepVerifier.create(mux.onClose()).verifyErrorSatisfies(SlowLineTest::assertLost);
        StepVerifier.create(otherEnd.onClose()).verifyErrorSatisfies(SlowLineTest::assertLost);
    }

    private static void assertLost(Throwable error) {
        assertThat(((ConnectionException) error).code()).isEqualTo(ErrorCode.CONNECTION_LOST);
    }

    @Test
    void anEndInGoodOrderArrives() {
        MuxConnection mux = connect();
        MuxConnection otherEnd = sockets.otherEndOf(mux);
        StepVerifier.create(mux.shutdown(PATIENCE)).verifyComplete();
        StepVerifier.create(otherEnd.onClose()).verifyComplete();
    }
}
