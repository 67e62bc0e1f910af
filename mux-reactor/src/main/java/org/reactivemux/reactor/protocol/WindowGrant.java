package org.reactivemux.reactor.protocol;

/**
 * The bytes this side lets the peer send on one channel. At any time what the peer has left, what is held here
 * unconsumed, and what is owed back add up to the window, so each byte is returned exactly once.
 */
final class WindowGrant {
    private final int size;
    private int left;
    private int owed;

    WindowGrant(int size) {
        this.size = size;
        this.left = size;
    }

    /** What the peer may still send. */
    int left() {
        return left;
    }

    int owed() {
        return owed;
    }

    /** W-4: bytes have come, be they wanted or not. */
    void receive(int bytes) {
        if (bytes > left) {
            throw Rule.WINDOW.violated("%d bytes where the window has %d left".formatted(bytes, left));
        }
        left -= bytes;
    }

    void consume(int bytes) {
        owed += bytes;
    }

    /** W-15: the peer is granted at once when it has nothing left, else when an eighth of the window is owed. */
    boolean isDue() {
        return owed > 0 && (left == 0 || owed >= Math.max(1, size / 8));
    }

    /** What to announce now; from then on the peer may use it. */
    int take() {
        int grant = owed;
        left += grant;
        owed = 0;
        return grant;
    }
}
