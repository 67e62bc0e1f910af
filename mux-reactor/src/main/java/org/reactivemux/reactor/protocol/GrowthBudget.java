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

    /**
     * Halves a window that has grown by more than one channel's share, and doubles one that was too small, if that is
     * within its share and the largest.
     */
    void fit(WindowGrant window, boolean tooSmall, int largest) {
        if (window.isShrinking()) {
            return;
        }
        if (window.growth() > free) {
            window.shrinkTo(window.size() / 2);
        } else if (tooSmall) {
            grow(window, (int) Math.min(2L * window.size(), largest) - window.size());
        }
    }

    private void grow(WindowGrant window, int more) {
        if (more > 0 && window.growth() + (long) more <= free - more) {
            free -= more;
            window.grow(more);
        }
    }

    void release(int bytes) {
        free += bytes;
    }
}
