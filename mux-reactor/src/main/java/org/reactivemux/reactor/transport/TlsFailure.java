package org.reactivemux.reactor.transport;

import io.netty.handler.ssl.NotSslRecordException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in one line why there is no TLS connection; what a stranger has sent instead of TLS is not repeated. */
final class TlsFailure {
    private static final int LONGEST = 200;

    /** What is looked at of a text that may be a stranger's and of any length: enough for some classes between the words. */
    private static final int LOOKED_AT = 1_000;

    /** The JDK puts the class of a cause between the words. */
    private static final Pattern CLASS = Pattern.compile("\\b(\\w+\\.)+\\w+Exception: ");

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
        String first = words.lines().findFirst().orElse(words);
        String line = CLASS.matcher(first.substring(0, Math.min(first.length(), LOOKED_AT)))
                .replaceAll("");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
