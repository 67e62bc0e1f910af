package org.reactivemux.reactor.fault;

import static org.reactivemux.reactor.fault.Answer.rule;
import static org.reactivemux.reactor.fault.Answer.tooMany;
import static org.reactivemux.reactor.raw.RawFrame.*;

import java.util.List;
import org.reactivemux.reactor.raw.RawFrame;
import org.reactivemux.reactor.raw.Tlvs;

/** A flood of each frame that an extended peer can send, and what it is answered with. */
@SuppressWarnings("ImmutableEnumChecker") // a flood is what it is made of, and nothing of that changes
enum ExtendedFlood {
    OPEN_ACCEPTED(Flood.opening(id -> List.of(open(id, FloodedServer.IDLE))), tooMany(Words.RESETS)),
    OPEN_REFUSED(Flood.opening(id -> List.of(open(id, "nobody"))), tooMany(Words.RESETS)),
    OPEN_AND_STOP(Flood.opening(id -> List.of(idle(id), close(id, FIN | STOP))), tooMany(Words.RESETS)),
    OPEN_AND_ERROR(Flood.opening(id -> List.of(idle(id), error(id, CANCELLED, ""))), tooMany(Words.RESETS)),
    OPEN_AND_CLOSE(Flood.opening(id -> List.of(idle(id), close(id, 0))), tooMany(Words.RESETS)),
    OPEN_OF_ONE_ID(Flood.of(idle(1)), rule("C-2")),
    ACK_ON_AN_OPEN_CHANNEL(Flood.of(ack(1)).behind(idle(1)), rule("C-4")),
    ACK_ON_A_FREED_CHANNEL(Flood.of(ack(1)).behind(idle(1), close(1, 0)), tooMany(Words.LATE)),
    PING_FOR_A_PONG(Flood.of(ping("are you there?")), tooMany(Words.PINGS)),
    PONG_WITHOUT_A_PING(Flood.of(RawFrame.empty(0, PONG, 0)), tooMany(Words.PINGS)),
    GRANT_OF_A_BYTE(Flood.of(grant(1, 1)).behind(idle(1)), tooMany(Words.GRANTS)),
    GRANT_OF_A_MESSAGE(Flood.of(grant(1, 0, 1)).behind(idle(1)), tooMany(Words.GRANTS)),
    GRANT_AFTER_STOP(Flood.of(grant(1, 1)).behind(idle(1), close(1, STOP)), tooMany(Words.GRANTS)),
    GRANT_ON_A_FREED_CHANNEL(Flood.of(grant(1, 1)).behind(idle(1), close(1, 0)), tooMany(Words.GRANTS)),
    GRANT_OF_NOTHING(Flood.of(grant(1, 0)).behind(idle(1)), rule("W-2")),
    DATA_EMPTY(Flood.of(data(1, "")).behind(idle(1)), rule("W-5")),
    DATA_EMPTY_FOR_A_READER_WHO_HAS_GONE(
            Flood.of(data(1, "")).behind(open(1, FloodedServer.FICKLE)), tooMany(Words.EMPTY)),
    DATA_EMPTY_ON_A_FREED_CHANNEL(Flood.of(data(1, "")).behind(idle(1), close(1, 0)), tooMany(Words.EMPTY)),
    DATA_OF_A_BYTE(Flood.of(data(1, "x")).behind(idle(1)), rule("W-5")),
    DATA_OF_A_BYTE_ON_A_FREED_CHANNEL(Flood.of(data(1, "x")).behind(idle(1), close(1, 0)), rule("W-6")),
    FRAGMENT_OF_A_BYTE(Flood.of(data(1, MORE, utf8("x"))).behind(idle(1)), rule("W-4")),
    FRAGMENT_OF_NOTHING(Flood.of(data(1, MORE, utf8(""))).behind(idle(1)), rule("M-1")),
    STOP_AGAIN(Flood.of(close(1, STOP)).behind(idle(1)), tooMany(Words.LATE)),
    FIN_AGAIN(Flood.of(close(1, FIN)).behind(idle(1)), rule("C-6")),
    CLOSE_AGAIN(Flood.of(close(1, 0)).behind(idle(1)), tooMany(Words.LATE)),
    ERROR_AGAIN(Flood.of(error(1, CANCELLED, "once more")).behind(idle(1)), tooMany(Words.LATE)),
    GO_AWAY_AGAIN(Flood.of(goAway(0, 0)), tooMany(Words.LATE)),
    HELLO_AGAIN(Flood.of(hello(Tlvs.none())), rule("H-1")),
    GARBAGE(Flood.garbage(42), rule("F-1"));

    private final Flood flood;
    private final Answer answer;

    ExtendedFlood(Flood flood, Answer answer) {
        this.flood = flood;
        this.answer = answer;
    }

    private static RawFrame idle(int id) {
        return open(id, FloodedServer.IDLE);
    }

    Flood flood() {
        return flood;
    }

    Answer answer() {
        return answer;
    }
}
