package org.reactivemux.reactor.protocol;

import org.reactivemux.ProtocolViolationException;

/** The rules of docs/protocol.md that a peer can break; breaking one ends the connection and names the rule. */
enum Rule {
    MAGIC("F-1"),
    CHECKSUM("F-2"),
    PAYLOAD_LENGTH("F-3"),
    FRAME_TYPE("F-4"),
    CONNECTION_FRAMES("F-5"),
    ONE_HELLO("H-1"),
    WELL_FORMED_TLV("H-2"),
    VALUE_IN_RANGE("H-3"),
    ROLES_DIFFER("H-4"),
    VERSION("H-5"),
    PARITY("C-1"),
    NEW_ID("C-2"),
    NEVER_OPENED("C-3"),
    ACK_OWED("C-4"),
    REFUSAL_IN_PLACE("C-5"),
    DIRECTION_ENDED("C-6"),
    ANSWER_FIRST("C-7"),
    ERROR_PAYLOAD("C-8"),
    GRANT_LENGTH("W-1"),
    GRANT_OF_NOTHING("W-2"),
    GRANT_OVERFLOW("W-3"),
    WINDOW("W-4"),
    CREDIT("W-5"),
    LATE_ALLOWANCE("W-6"),
    EMPTY_FRAGMENT("M-1"),
    MORE_AND_END("M-2"),
    END_INSIDE_MESSAGE("M-3"),
    LARGEST_MESSAGE("M-4"),
    CODEC_AGREED("M-5"),
    INFLATES("M-12"),
    LARGEST_INFLATED("M-13"),
    OPEN_AFTER_GO_AWAY("K-1"),
    GO_AWAY_RAISED("K-2"),
    PLAIN_EMPTY_MESSAGES("P-1");

    private final String number;

    Rule(String number) {
        this.number = number;
    }

    String number() {
        return number;
    }

    ProtocolViolationException violated(String what) {
        return new ProtocolViolationException(number, what);
    }
}
