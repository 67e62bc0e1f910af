package org.reactivemux;

/** The peer broke a rule of the protocol; the connection ends, and the peer is told which rule. */
public final class ProtocolViolationException extends ConnectionException {
    private static final long serialVersionUID = 1L;

    /** The number of the rule. */
    private final String rule;

    /**
     * A broken rule.
     *
     * @param rule the rule's number in docs/protocol.md, such as {@code F-2}
     * @param message what the peer did
     */
    public ProtocolViolationException(String rule, String message) {
        super(ErrorCode.PROTOCOL_ERROR, "rule " + rule + ": " + message, null);
        this.rule = rule;
    }

    /**
     * The rule that was broken.
     *
     * @return its number in docs/protocol.md
     */
    public String rule() {
        return rule;
    }
}
