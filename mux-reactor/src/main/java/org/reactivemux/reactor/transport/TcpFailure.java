package org.reactivemux.reactor.transport;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;

/** Says in one line why there is no connection to a TCP port. */
final class TcpFailure {
    private TcpFailure() {}

    static Throwable explain(Address.Tcp address, Throwable failure) {
        SSLException tls = TlsFailure.within(failure);
        if (tls != null) {
            String text = "no TLS connection to %s: %s".formatted(address, TlsFailure.inWords(tls));
            return new EndpointException(Reason.TLS, text, failure);
        }
        if (failure instanceof UnknownHostException) {
            return unknownHost(address, failure);
        }
        if (!(failure instanceof IOException)) {
            return failure;
        }
        String words = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (words.contains("refused")) {
            return new EndpointException(Reason.NO_SERVER, "no server listens on " + address, failure);
        }
        if (words.contains("ermission denied")) {
            String text = "permission denied: cannot connect to " + address;
            return new EndpointException(Reason.PERMISSION_DENIED, text, failure);
        }
        Reason reason = isOutOfReach(failure, words) ? Reason.UNREACHABLE : Reason.OTHER;
        return new EndpointException(reason, "cannot connect to %s: %s".formatted(address, words), failure);
    }

    static EndpointException unknownHost(Address.Tcp address, Throwable failure) {
        return new EndpointException(Reason.UNKNOWN_HOST, "unknown host: " + address.host(), failure);
    }

    private static boolean isOutOfReach(Throwable failure, String words) {
        return failure instanceof ConnectTimeoutException
                || failure instanceof NoRouteToHostException
                || words.contains("unreachable")
                || words.contains("No route")
                || words.contains("timed out");
    }
}
