package org.reactivemux.reactor.protocol;

/** On which of the output's lists a channel stands, each at most once, and its account with the scheduler. */
final class Listing {
    private boolean forControl;
    private boolean forGrants;
    private boolean unasked;
    private boolean forData;
    private int deficit;

    /** True if the channel was not on the list of those that owe control frames. */
    boolean enterControl() {
        boolean fresh = !forControl;
        forControl = true;
        return fresh;
    }

    void leaveControl() {
        forControl = false;
    }

    /** True if the channel was not on the list of those whose grants ride along. */
    boolean enterGrants() {
        boolean fresh = !forGrants;
        forGrants = true;
        return fresh;
    }

    void leaveGrants() {
        forGrants = false;
    }

    /** True if the channel was not on the list of those whose writers are asked when the connection can write again. */
    boolean enterUnasked() {
        boolean fresh = !unasked;
        unasked = true;
        return fresh;
    }

    void leaveUnasked() {
        unasked = false;
    }

    /** True if the channel was not with the scheduler, where it starts with nothing but its debt. */
    boolean enterData() {
        boolean fresh = !forData;
        forData = true;
        return fresh;
    }

    void leaveData() {
        forData = false;
        deficit = Math.min(deficit, 0);
    }

    boolean isForData() {
        return forData;
    }

    int deficit() {
        return deficit;
    }

    void deficit(int bytes) {
        deficit = bytes;
    }
}
