package org.reactivemux.reactor.protocol;

/**
 * What observers are told, always between frames: how far the session has come, which channels have changed, and which
 * the peer opens.
 */
final class Delivery {
    /** Channels that have something delivered, and are answered, before more is taken of what was read. */
    private static final int FEW = 16;

    private final Session session;
    private final Lifetime lifetime;
    private final FrameDecoder decoder;
    private final SessionObserver observer;
    private final BurstQueue<Channel> touched = new BurstQueue<>();

    Delivery(Session session, Lifetime lifetime, FrameDecoder decoder, SessionObserver observer) {
        this.session = session;
        this.lifetime = lifetime;
        this.decoder = decoder;
        this.observer = observer;
    }

    /** The channel has changed. */
    void touched(Channel channel) {
        touched.add(channel);
        if (touched.size() >= FEW) {
            decoder.pause();
        }
    }

    /** Lets the observers look at all that has changed, until nothing changes any more. */
    void deliver() {
        lifetime.tellGreeted();
        if (lifetime.isGreeted() && isLetIn()) {
            session.clockwork().established();
            lifetime.establish();
        }
        settleTouched();
        session.ending().endIfAllIsDone();
        if (lifetime.tellEnded()) {
            deliver();
        }
    }

    /** H-8: an extended acceptor answers the hello once it has agreed to listen, and says why if it has not. */
    private boolean isLetIn() {
        return session.role() == Role.ACCEPTOR
                || session.agreement().isPlain()
                || session.pings().isHelloAnswered();
    }

    private void settleTouched() {
        while (true) {
            Channel next = touched.poll();
            if (next != null) {
                next.settle();
                continue;
            }
            next = session.channels().nextOffered();
            if (next == null || lifetime.isEnded()) {
                break;
            }
            observer.offered(next); // once all before it have been through their turn, and may have ended
        }
    }
}
