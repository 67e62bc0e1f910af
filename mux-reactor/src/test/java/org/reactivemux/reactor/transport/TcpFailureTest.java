package org.reactivemux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;

/** The words of the transports and of TLS, as one line with a reason. */
class TcpFailureTest {
    private static final Address.Tcp ADDRESS = new Address.Tcp("::1", 7);

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new IOException("finishConnect(..) failed: Connection refused"), Reason.NO_SERVER),
                Arguments.of(new UnknownHostException("::1"), Reason.UNKNOWN_HOST),
                Arguments.of(new ConnectTimeoutException("connection timed out after 10000 ms"), Reason.UNREACHABLE),
                Arguments.of(new NoRouteToHostException("No route to host"), Reason.UNREACHABLE),
                Arguments.of(new IOException("connect(..) failed: Network is unreachable"), Reason.UNREACHABLE),
                Arguments.of(new IOException("connect(..) failed: Permission denied"), Reason.PERMISSION_DENIED),
                Arguments.of(new IOException("Cannot assign requested address"), Reason.OTHER),
                Arguments.of(new IOException((String) null), Reason.OTHER),
                Arguments.of(new SSLHandshakeException("no cipher suites in common"), Reason.TLS),
                Arguments.of(new DecoderException(new SSLException("first line\nsecond line")), Reason.TLS),
                Arguments.of(new SSLException((String) null), Reason.TLS),
                Arguments.of(new NotSslRecordException("not an SSL/TLS record: 5353"), Reason.TLS));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachFailureHasAReasonAndOneLine(Throwable failure, Reason reason) {
        assertThat(TcpFailure.explain(ADDRESS, failure)).isInstanceOfSatisfying(EndpointException.class, unusable -> {
            assertThat(unusable.reason()).isEqualTo(reason);
            assertThat(unusable)
                    .hasMessageContaining("::1")
                    .hasMessageNotContaining("\n")
                    .hasCause(failure);
        });
    }

    /** Whatever has come instead of TLS, it is a stranger's, and may be long; looking at it must not take an event loop's time. */
    @Test
    @Timeout(5)
    void whatAStrangerHasSentIsNotRepeated() {
        Throwable failure = new NotSslRecordException("not an SSL/TLS record: " + "53".repeat(100_000));
        assertThat(TcpFailure.explain(ADDRESS, failure))
                .hasMessageContaining("does not speak TLS")
                .hasMessageNotContaining("5353");
        assertThat(TlsFailure.inWords(new SSLException("x".repeat(100_000)))).hasSizeLessThan(300);
    }

    @Test
    void whatIsNoFailureOfTheNetworkStaysWhatItIs() {
        Throwable defect = new IllegalStateException("a defect");
        assertThat(TcpFailure.explain(ADDRESS, defect)).isSameAs(defect);
    }
}
