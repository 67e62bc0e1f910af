package org.reactivemux.reactor.protocol;

import org.jspecify.annotations.Nullable;
import org.reactivemux.Dialect;
import org.reactivemux.MessageTooLargeException;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerSettings;

/**
 * What holds between the two sides: which dialect they speak, what the peer accepts, and how large frames, windows and
 * messages are by that and by this side's options. Nothing is known of the peer until its first frame has come.
 */
final class Agreement {
    private final MuxOptions options;
    private PeerSettings peer = Hello.PLAIN;
    private @Nullable Dialect dialect;

    Agreement(MuxOptions options) {
        this.options = options;
    }

    /** The peer has said hello. */
    void extended(PeerSettings settings) {
        dialect = Dialect.EXTENDED;
        peer = settings;
    }

    /** The peer has begun with something else (H-7). */
    void plain() {
        dialect = Dialect.PLAIN;
    }

    @Nullable
    Dialect dialect() {
        return dialect;
    }

    PeerSettings peer() {
        return peer;
    }

    boolean isPlain() {
        return dialect == Dialect.PLAIN;
    }

    /** S-5: what this side takes to be a good size, if the peer takes as much. */
    int largestFrameToSend() {
        return isPlain() ? PlainDialect.LARGEST_FRAME : Math.min(peer.largestFrame(), options.largestFrame());
    }

    /** P-7: a plain peer may send all that it has in one frame, and so may one of whom nothing is known yet. */
    int largestFrameToTake() {
        return dialect == Dialect.EXTENDED
                ? options.largestFrame()
                : Math.max(options.largestFrame(), PlainDialect.LARGEST_FRAME);
    }

    /** What the peer may send on a channel at first. */
    int receiveWindow() {
        return isPlain() ? PlainDialect.WINDOW : options.initialWindow();
    }

    /** What that may grow to: a plain peer may send all that it has in one frame (P-7). */
    int largestWindow() {
        int largest = options.largestWindow();
        return isPlain() ? Math.min(largest, largestFrameToTake()) : largest;
    }

    /** The messages that the peer may send on a channel at first; the plain dialect does not count them. */
    int creditToPeer(ChannelHead head, boolean openedHere) {
        if (isPlain()) {
            return FrameFormat.UNBOUNDED;
        }
        return openedHere ? head.initialCredit().orElse(options.prefetch()) : options.prefetch();
    }

    /** The messages that this side may send on a channel at first. */
    int creditFromPeer(ChannelHead head, boolean openedHere) {
        return openedHere ? peer.initialCredit() : head.initialCredit().orElse(peer.initialCredit());
    }

    /** M-4, P-9: whether the peer takes a message of that size, be it in pieces. */
    void checkSize(int size) {
        int most = peer.largestMessage();
        if (size > most && !splits(size)) {
            throw new MessageTooLargeException(
                    size,
                    most,
                    isPlain()
                            ? "the option splitForPlainPeers sends it as several smaller ones"
                            : "the peer's option largestMessage is what it takes");
        }
    }

    /** W-16: whether a message of that size had better wait until the window takes it in one frame; a larger one goes on. */
    boolean waitsToGoWhole(int size) {
        int window = peer.initialWindow();
        return size <= Math.max(1, window - window / 8) && !splits(size);
    }

    /** P-10: whether a message of that size goes to a plain peer in pieces. */
    boolean splits(int size) {
        return isPlain() && size > PlainDialect.LARGEST_MESSAGE && options.splitForPlainPeers();
    }
}
