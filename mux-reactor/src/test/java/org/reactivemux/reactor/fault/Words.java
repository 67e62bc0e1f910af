package org.reactivemux.reactor.fault;

/** Of what there can be too much, as a limit's ERROR says it. */
final class Words {
    static final String RESETS = "channels opened and given up at once";
    static final String PINGS = "PINGs";
    static final String GRANTS = "FLOW_CONTROL frames";
    static final String EMPTY = "empty messages that nobody reads";
    static final String UNREAD = "unread messages";
    static final String LATE = "frames for channels that have ended";

    private Words() {}
}
