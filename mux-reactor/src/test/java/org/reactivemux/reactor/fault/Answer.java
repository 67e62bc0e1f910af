package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.reactivemux.reactor.raw.RawFrame;

/**
 * How a connection is ended over a flood.
 *
 * @param code of the ERROR on channel 0
 * @param words that its text has
 */
record Answer(int code, String words) {
    private static final int LIMIT_EXCEEDED = 6;

    /** A violation: the text names the rule (F-11). */
    static Answer rule(String id) {
        return new Answer(RawFrame.PROTOCOL_ERROR, "rule " + id + ": ");
    }

    /** A limit of docs/protocol.md, section 10: the text says of what there was too much. */
    static Answer tooMany(String what) {
        return new Answer(LIMIT_EXCEEDED, "too many " + what);
    }

    void verify(RawFrame lastWord) {
        assertThat(lastWord.text()).contains(words);
        assertThat(lastWord.integer(0)).as("code of %s", lastWord).isEqualTo(code);
    }
}
