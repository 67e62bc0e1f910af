package org.reactivemux.reactor.protocol;

import org.jspecify.annotations.Nullable;

/** How far the two sides have agreed to end (docs/protocol.md, K-7): neither opens channels after either has said so. */
final class GoingAway {
    private @Nullable GoAway said;
    private @Nullable GoAway heard;

    boolean weLeave() {
        return said != null;
    }

    boolean peerLeaves() {
        return heard != null;
    }

    boolean isUnderWay() {
        return weLeave() || peerLeaves();
    }

    void say(GoAway goAway) {
        said = goAway;
    }

    /** A repeated go-away may take back what it promised, never promise more (K-2). */
    void hear(GoAway goAway) {
        GoAway before = heard;
        if (before != null && goAway.lastAccepted() - before.lastAccepted() > 0) {
            throw Rule.GO_AWAY_RAISED.violated("a second go-away with a higher id");
        }
        heard = goAway;
    }

    /** Why a channel cannot be opened any more. */
    String reason() {
        GoAway word = heard;
        if (word == null) {
            return "this side is going away";
        }
        return word.text().isEmpty() ? "the peer is going away" : "the peer is going away: " + word.text();
    }
}
