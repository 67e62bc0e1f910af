package org.reactivemux.reactor.protocol;

import org.jspecify.annotations.Nullable;
import org.reactivemux.ConnectionException;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;

/**
 * How far a session has come, and what its observer has been told of that, never while a frame is handled.
 *
 * <pre>
 *   GREETING -- first frame --> HEARD -- told --> GREETED -- handshake complete, told --> ESTABLISHED
 *   any of these -- end --> ENDED -- told --> REPORTED
 * </pre>
 */
final class Lifetime {
    private enum Stage {
        GREETING,
        HEARD,
        GREETED,
        ESTABLISHED,
        ENDED,
        REPORTED
    }

    private final SessionObserver observer;
    private volatile Stage stage = Stage.GREETING; // any thread may ask whether it is over
    private @Nullable MuxException cause;

    Lifetime(SessionObserver observer) {
        this.observer = observer;
    }

    /** The peer's first frame has come. */
    void heard() {
        stage = Stage.HEARD;
    }

    /** Tells of the first frame, once it has come. */
    void tellGreeted() {
        if (stage == Stage.HEARD) {
            stage = Stage.GREETED;
            observer.greeted();
        }
    }

    /** Whether the first frame has been told of, and the end of the handshake has not. */
    boolean isGreeted() {
        return stage == Stage.GREETED;
    }

    /** The handshake is complete, and that is told. */
    void establish() {
        stage = Stage.ESTABLISHED;
        observer.established();
    }

    boolean isEstablished() {
        return stage == Stage.ESTABLISHED;
    }

    /** The stage as others see it, of a session that someone goes away from or not; safe from any thread. */
    ConnectionSnapshot.State state(boolean leaving) {
        return switch (stage) {
            case GREETING, HEARD, GREETED -> ConnectionSnapshot.State.HANDSHAKE;
            case ESTABLISHED -> leaving ? ConnectionSnapshot.State.LEAVING : ConnectionSnapshot.State.ESTABLISHED;
            case ENDED, REPORTED -> ConnectionSnapshot.State.ENDED;
        };
    }

    /** It is over, in good order if there is no cause. */
    void end(@Nullable MuxException why) {
        cause = why; // first, for whoever sees that it is over
        stage = Stage.ENDED;
    }

    /** Why it is over, if it is and there is a cause; safe from any thread. */
    @Nullable
    MuxException cause() {
        return isEnded() ? cause : null;
    }

    /** Tells of the end, once it has come; true if that is news. */
    boolean tellEnded() {
        if (stage != Stage.ENDED) {
            return false;
        }
        stage = Stage.REPORTED;
        observer.ended(cause);
        return true;
    }

    boolean isEnded() {
        return stage == Stage.ENDED || stage == Stage.REPORTED;
    }

    /** Nothing begins any more after the end. */
    void checkNotEnded() {
        MuxException ended = cause;
        if (isEnded()) {
            throw ended != null
                    ? ConnectionException.endedBefore(ended.code(), ended.getMessage(), ended)
                    : ConnectionException.endedBefore(ErrorCode.CANCELLED, "the connection has ended", null);
        }
    }
}
