package org.reactivemux.reactor.protocol;

import org.reactivemux.ChannelSnapshot.Lack;

/** How long a writer was held up by the peer, in nanoseconds, and by what. */
final class HeldUp {
    private final Stopwatch onCredit = new Stopwatch();
    private final Stopwatch onWindow = new Stopwatch();

    /** What it lacks from now on. */
    void by(Lack lack, long now) {
        onCredit.run(lack == Lack.CREDIT, now);
        onWindow.run(lack == Lack.WINDOW, now);
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
