package org.reactivemux;

import java.time.Duration;

/**
 * One channel at one moment. All that is counted only ever grows, so the difference of two snapshots gives rates.
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
 * @param bytesSent payload bytes written so far, as on the wire
 * @param bytesReceived payload bytes received so far, as on the wire
 * @param lacking what keeps the writer from sending at this moment
 * @param blockedOnCredit how long the writer has lacked credit in all, up to this moment if it does now
 * @param blockedOnWindow how long the writer has lacked window in all, up to this moment if it does now
 * @param age the time since the OPEN was written or came; zero while it still is to be written
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
        long messagesReceived,
        long bytesSent,
        long bytesReceived,
        Lack lacking,
        Duration blockedOnCredit,
        Duration blockedOnWindow,
        Duration age) {

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

    /**
     * What a writer lacks to go on. It lacks something if a message waits for it, and if the writer would have been asked
     * for its next one: a slow reader is seen here, though its demand keeps the writer from ever queueing anything.
     */
    public enum Lack {
        /** Nothing: it sends, has nothing to send, or waits for its own publisher or for the socket. */
        NOTHING,
        /** The peer's reader has not requested another message. */
        CREDIT,
        /** The peer has no room for more bytes of this channel. */
        WINDOW
    }
}
