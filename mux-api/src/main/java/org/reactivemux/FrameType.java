package org.reactivemux;

/** The kinds of frames, in the order of their numbers on the wire (docs/protocol.md, section 2). */
public enum FrameType {
    /** A new channel. */
    OPEN_CHANNEL,
    /** The end of a channel or of one of its directions; on the connection itself, go-away. */
    CLOSE_CHANNEL,
    /** A message, or a fragment of one. */
    DATA,
    /** A channel is accepted; to a plain peer also, its end was heard. */
    ACK,
    /** The failure of a channel, a refusal, or the end of the connection. */
    ERROR,
    /** A hello, or the question for a sign of life. */
    PING,
    /** The answer to that. */
    PONG,
    /** Window or credit that is granted. */
    FLOW_CONTROL
}
