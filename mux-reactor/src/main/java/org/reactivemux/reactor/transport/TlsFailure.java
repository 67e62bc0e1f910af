package org.reactivemux.reactor.transport;

import io.netty.handler.ssl.NotSslRecordException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in one line why there is no TLS connection; what a stranger has sent instead of TLS is not repeated. */
final class TlsFailure {
    private static final int LONGEST = 200;

    /** The JDK puts the class of a cause between the words. */
    private static final Pattern CLASS = Pattern.compile("(\\w+\\.)+\\w+Exception: ");

    private TlsFailure() {}

    /** What TLS has to say about a failure; null if that was none of its doing. */
    static @Nullable SSLException within(Throwable failure) {
        for (Throwable next = failure; next != null; next = next.getCause()) {
            if (next instanceof SSLException tls) {
                return tls;
            }
        }
        return null;
    }

    static String inWords(SSLException failure) {
        if (failure instanceof NotSslRecordException) {
            return "the other side does not speak TLS";
        }
        String words = String.valueOf(failure.getMessage());
        String line = CLASS.matcher(words.lines().findFirst().orElse(words)).replaceAll("");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
