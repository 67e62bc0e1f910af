package org.reactivemux.reactor.protocol;

/**
 * The bytes by which the windows of a connection may be larger than the initial one, all together (docs/protocol.md,
 * W-17). No window's growth may be more than what is still free: so one that comes late finds room too, and those that
 * had more before make it, without anybody keeping a list of them (docs/adr/0004).
 */
final class GrowthBudget {
    private long free;

    GrowthBudget(long bytes) {
        free = bytes;
    }

    long free() {
        return free;
    }

    /** The window was too small: doubles it, if that is within the largest and the share of one channel. */
    void grow(WindowGrant window, int largest) {
        int size = (int) Math.min(2L * window.size(), largest);
        int more = size - window.size();
        if (more > 0 && !window.isShrinking() && window.growth() + (long) more <= free - more) {
            free -= more;
            window.growTo(size);
        }
    }

    /** Halves a window that has more than the share of one channel, as bytes are consumed. */
    void fit(WindowGrant window) {
        if (window.growth() > free && !window.isShrinking()) {
            window.shrinkTo(window.size() / 2);
        }
    }

    void release(int bytes) {
        free += bytes;
    }
}
