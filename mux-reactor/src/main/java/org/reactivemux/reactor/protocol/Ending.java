package org.reactivemux.reactor.protocol;

import org.jspecify.annotations.Nullable;
import org.reactivemux.ConnectionException;
import org.reactivemux.Dialect;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;

/**
 * How a session ends: at once, or by and by when this side goes away and the last channel is done. After the end
 * nothing is read, every channel has failed or was over, and of what waited to be written only last words are left.
 */
final class Ending {
    private final Session session;
    private final Lifetime lifetime;
    private final FrameDecoder decoder;

    Ending(Session session, Lifetime lifetime, FrameDecoder decoder) {
        this.session = session;
        this.lifetime = lifetime;
        this.decoder = decoder;
    }

    /** No more channels from either side, the open ones go on. */
    void goAway() {
        if (!lifetime.isEnded() && !session.channels().goingAway().weLeave()) {
            session.channels().leave();
            sayGoAway();
        }
    }

    /** A plain peer is not told (P-20), one that has not said what it speaks later (H-8). */
    void sayGoAway() {
        GoAway word = session.channels().goingAway().said();
        if (session.dialect() == Dialect.EXTENDED && word != null) {
            session.output().add(0, FrameFormat.CLOSE_CHANNEL, 0, word.encode());
        }
    }

    /** This side goes away, and nothing keeps it any more. */
    void endIfAllIsDone() {
        ChannelRegistry channels = session.channels();
        if (lifetime.isEstablished()
                && channels.goingAway().weLeave()
                && channels.isEmpty()
                && session.output().isFlushed()) {
            end(null, null);
        }
    }

    /** The peer has ended its output, for that reason if it was no regular end of file. */
    void inputClosed(@Nullable Throwable reason) {
        ChannelRegistry channels = session.channels();
        boolean idle = channels.isIdle() && decoder.isBetweenFrames() && reason == null;
        if (idle && (channels.goingAway().isUnderWay() || session.agreement().isPlain())) {
            end(null, null);
        } else {
            String detail = reason == null ? "the peer closed it without a word" : String.valueOf(reason.getMessage());
            end(new ConnectionException(ErrorCode.CONNECTION_LOST, "the connection was lost: " + detail, reason), null);
        }
    }

    /** The peer has ended the session, in good order or by an error. */
    void byPeer(ErrorPayload words) {
        boolean orderly = words.code().equals(ErrorCode.NONE);
        end(orderly ? null : new ConnectionException(words.code(), words.text(), null), null);
    }

    /** The peer has broken a rule or gone beyond a limit. */
    void violated(ConnectionException violation) {
        end(violation, new ErrorPayload(violation.code(), violation.getMessage()));
    }

    /** At once, and in good order if channels and observer are to see no cause; the peer hears those words. */
    void end(@Nullable MuxException why, @Nullable ErrorPayload lastWords) {
        if (lifetime.isEnded()) {
            return;
        }
        lifetime.end(why);
        decoder.handTo(new Silence());
        MuxException seen =
                why != null ? why : new ConnectionException(ErrorCode.CANCELLED, "the connection was closed", null);
        session.output().abandon(seen);
        session.channels().failAll(seen);
        session.codecs().close();
        if (lastWords != null) {
            session.output().add(0, FrameFormat.ERROR, 0, lastWords.encode());
        }
    }
}
