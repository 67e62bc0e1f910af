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
     * Makes a window smaller that has grown past the largest, or by more than one channel's share, and larger one that was
     * too small, if that is within both; to half or twice the size.
     */
    void fit(WindowGrant window, boolean tooSmall, int largest) {
        if (window.isShrinking()) {
            return;
        }
        int half = window.size() / 2;
        if (window.growth() > free) {
            window.shrinkTo(half);
        } else if (window.growth() > 0 && window.size() > largest) {
            window.shrinkTo(Math.max(half, largest));
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
