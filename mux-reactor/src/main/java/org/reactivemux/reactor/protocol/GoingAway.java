package org.reactivemux.reactor.protocol;

import org.jspecify.annotations.Nullable;

/** How far the two sides have agreed to end (docs/protocol.md, K-9): neither opens channels after either has said so. */
final class GoingAway {
    private volatile @Nullable GoAway said; // any thread may ask whether it is under way
    private volatile @Nullable GoAway heard;

    boolean weLeave() {
        return said != null;
    }

    boolean peerLeaves() {
        return heard != null;
    }

    boolean isUnderWay() {
        return weLeave() || peerLeaves();
    }

    @Nullable
    GoAway said() {
        return said;
    }

    void say(GoAway goAway) {
        said = goAway;
    }

    /** A repeated go-away may take back what it promised, never promise more (K-2). */
    void hear(GoAway goAway) {
        GoAway before = heard;
        if (before != null && isHigher(goAway.lastAccepted(), before.lastAccepted())) {
            throw Rule.GO_AWAY_RAISED.violated("a second go-away with a higher id");
        }
        heard = goAway;
    }

    /** Serial order, but 0 stands for none and is below all (C-10, K-2). */
    static boolean isHigher(int id, int than) {
        return id != 0 && (than == 0 || id - than > 0);
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
