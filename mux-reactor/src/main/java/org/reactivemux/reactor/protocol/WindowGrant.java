package org.reactivemux.reactor.protocol;

/**
 * The bytes this side lets the peer send on one channel. At any time what the peer has left, what is held here
 * unconsumed, and what is owed back add up to the initial window and what it has grown by, so each byte is returned
 * exactly once. A window grows by owing more than was consumed, and shrinks by owing less (docs/protocol.md, W-17).
 */
final class WindowGrant {
    private final int initial;
    private int size;
    private int growth;
    private int left;
    private int owed;

    WindowGrant(int initial) {
        this.initial = initial;
        this.size = initial;
        this.left = initial;
    }

    /** What the window is, or is to be when enough was withheld. */
    int size() {
        return size;
    }

    /** The bytes by which the window is larger than the initial one; those to be withheld count until they are. */
    int growth() {
        return growth;
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

    /** What is consumed is owed, but for what the window is too large by; returns the bytes withheld. */
    int consume(int bytes) {
        int withheld = Math.min(bytes, initial + growth - size);
        growth -= withheld;
        owed += bytes - withheld;
        return withheld;
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

    void grow(int more) {
        size += more;
        growth += more;
        owed += more;
    }

    /** From now on consumed bytes are withheld until the window is that small, which is not below the initial one. */
    void shrinkTo(int smaller) {
        size = Math.max(initial, smaller);
    }

    /** Whether bytes are still to be withheld. */
    boolean isShrinking() {
        return initial + growth > size;
    }

    /** Nothing more is to come, and nothing is held: returns what the window had grown by. */
    int end() {
        int over = growth;
        growth = 0;
        size = initial;
        return over;
    }
}
