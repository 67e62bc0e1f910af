package org.reactivemux.reactor.fault;

import static org.reactivemux.reactor.fault.Answer.rule;
import static org.reactivemux.reactor.fault.Answer.tooMany;
import static org.reactivemux.reactor.raw.RawFrame.*;

import java.util.List;
import org.reactivemux.reactor.raw.RawFrame;
import org.reactivemux.reactor.raw.Tlvs;

/** A flood of each frame that a plain peer can send, and what it is answered with. */
@SuppressWarnings("ImmutableEnumChecker") // a flood is what it is made of, and nothing of that changes
enum PlainFlood {
    OPEN_ACCEPTED(Flood.opening(id -> List.of(opened(id))), tooMany(Words.RESETS)),
    OPEN_AND_ERROR(Flood.opening(id -> List.of(opened(id), error(id, 0, ""))), tooMany(Words.RESETS)),
    OPEN_AND_CLOSE(Flood.opening(id -> List.of(opened(id), close(id, 0))), tooMany(Words.RESETS)),
    OPEN_OF_ONE_ID(Flood.of(opened(1)), rule("C-2")),
    ACK_ON_AN_OPEN_CHANNEL(Flood.of(ack(1)).behind(opened(1)), tooMany(Words.LATE)),
    ACK_ON_A_FREED_CHANNEL(Flood.of(ack(1)).behind(opened(1), close(1, 0)), tooMany(Words.LATE)),
    PING_FOR_A_PONG(Flood.of(ping("are you there?")), tooMany(Words.PINGS)),
    PONG_WITHOUT_A_PING(Flood.of(RawFrame.empty(0, PONG, 0)), tooMany(Words.PINGS)),
    GRANT_OF_A_BYTE(Flood.of(grant(1, 1)).behind(opened(1)), tooMany(Words.GRANTS)),
    GRANT_OF_NOTHING(Flood.of(grant(1, 0)).behind(opened(1)), tooMany(Words.GRANTS)),
    GRANT_ON_A_FREED_CHANNEL(Flood.of(grant(1, 1)).behind(opened(1), close(1, 0)), tooMany(Words.GRANTS)),
    GRANT_OF_MESSAGES(Flood.of(grant(1, 1, 1)).behind(opened(1)), rule("W-1")),
    DATA_EMPTY(Flood.of(data(1, "")).behind(opened(1)), rule("P-1")),
    DATA_EMPTY_ON_A_FREED_CHANNEL(Flood.of(data(1, "")).behind(opened(1), close(1, 0)), tooMany(Words.EMPTY)),
    DATA_OF_A_BYTE(Flood.of(data(1, "x")).behind(opened(1)), tooMany(Words.UNREAD)),
    DATA_OF_A_BYTE_ON_A_FREED_CHANNEL(Flood.of(data(1, "x")).behind(opened(1), close(1, 0)), rule("W-6")),
    DATA_WITH_FLAGS(Flood.of(data(1, MORE | END, utf8("x"))).behind(opened(1)), tooMany(Words.UNREAD)),
    CLOSE_AGAIN(Flood.of(close(1, 0)).behind(opened(1)), tooMany(Words.LATE)),
    CLOSE_OF_THE_CONNECTION(Flood.of(close(0, 0)).behind(opened(1)), tooMany(Words.LATE)),
    ERROR_AGAIN(Flood.of(error(1, 0, "once more")).behind(opened(1)), tooMany(Words.LATE)),
    HELLO_AFTERWARDS(Flood.of(hello(Tlvs.none())).behind(opened(1)), rule("H-1")),
    GARBAGE(Flood.garbage(42), rule("F-1"));

    private final Flood flood;
    private final Answer answer;

    PlainFlood(Flood flood, Answer answer) {
        this.flood = flood;
        this.answer = answer;
    }

    private static RawFrame opened(int id) {
        return RawFrame.empty(id, OPEN, 0);
    }

    Flood flood() {
        return flood;
    }

    Answer answer() {
        return answer;
    }
}
