package org.reactivemux.reactor;

import static org.junit.jupiter.api.Assumptions.abort;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivemux.Transport;

/**
 * The transports that this machine can provide. Tests of one that is missing are skipped, which is said once and aloud;
 * where the environment says {@code CI=true} all must be there, so that none is left untested unseen.
 */
public final class TransportsHere {
    private static final Set<Transport> TOLD = EnumSet.noneOf(Transport.class);

    private TransportsHere() {}

    /** Goes on only if the transport is there. */
    public static void require(Transport transport) {
        require(transport, whyNot(transport), System.getenv("CI"));
    }

    static void require(Transport transport, @Nullable Throwable missing, @Nullable String ci) {
        if (missing == null) {
            return;
        }
        String what = "the %s transport is not there, and not tested: %s".formatted(transport, missing);
        if ("true".equals(ci)) {
            throw new AssertionError(what, missing);
        }
        synchronized (TOLD) {
            if (TOLD.add(transport)) {
                System.err.println("SKIPPED: " + what);
            }
        }
        abort(what);
    }

    /** What is used where nobody says which. */
    static Transport first() {
        return has(Transport.EPOLL) ? Transport.EPOLL : Transport.NIO;
    }

    static boolean has(Transport transport) {
        return whyNot(transport) == null;
    }

    private static @Nullable Throwable whyNot(Transport transport) {
        return switch (transport) {
            case EPOLL -> Epoll.unavailabilityCause();
            case IO_URING -> IoUring.unavailabilityCause();
            case NIO -> null;
            case KQUEUE, MEMORY -> new UnsupportedOperationException("no tests are made for it");
        };
    }
}
