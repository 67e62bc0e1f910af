package org.reactivemux;

/**
 * One channel at one moment.
 *
 * @param id the unsigned id on the wire; 0 while the channel has none yet
 * @param name the channel's name
 * @param receiving the state of the direction from the peer
 * @param sending the state of the direction to the peer
 * @param credit messages that may still be sent; -1 for no limit
 * @param window bytes that may still be sent
 * @param queuedOutMessages messages that wait to be sent
 * @param queuedOutBytes bytes that wait to be sent
 * @param grantedMessages messages the peer may still send; -1 for no limit
 * @param grantedBytes bytes the peer may still send
 * @param queuedInBytes bytes received and not yet emitted, incomplete messages included
 * @param messagesSent messages written so far
 * @param messagesReceived messages received so far
 */
public record ChannelSnapshot(
        int id,
        String name,
        Direction receiving,
        Direction sending,
        long credit,
        long window,
        int queuedOutMessages,
        long queuedOutBytes,
        long grantedMessages,
        long grantedBytes,
        long queuedInBytes,
        long messagesSent,
        long messagesReceived) {

    /** The state of one direction of a channel. */
    public enum Direction {
        /** Messages may follow. */
        OPEN,
        /** The writer has completed; what it had queued is still on its way. */
        ENDING,
        /** Ended by its writer. */
        ENDED,
        /** Ended by its reader. */
        STOPPED,
        /** Ended by an error. */
        FAILED
    }
}
