package org.reactivemux.reactor.protocol;

import org.reactivemux.ChannelSnapshot.Lack;

/** How long a writer was held up by the peer, in nanoseconds, and by what. Most never are, and share {@link #NEVER}. */
final class HeldUp {
    static final HeldUp NEVER = new HeldUp();

    private final Stopwatch onCredit = new Stopwatch();
    private final Stopwatch onWindow = new Stopwatch();

    /** The same with what it lacks from now on; one of its own as soon as it lacks something. */
    HeldUp by(Lack lack, long now) {
        if (this == NEVER) {
            return lack == Lack.NOTHING ? NEVER : new HeldUp().by(lack, now);
        }
        onCredit.run(lack == Lack.CREDIT, now);
        onWindow.run(lack == Lack.WINDOW, now);
        return this;
    }

    Lack lacking() {
        if (onCredit.isRunning()) {
            return Lack.CREDIT;
        }
        return onWindow.isRunning() ? Lack.WINDOW : Lack.NOTHING;
    }

    long onCredit(long now) {
        return onCredit.read(now);
    }

    long onWindow(long now) {
        return onWindow.read(now);
    }
}
