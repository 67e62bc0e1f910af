package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivemux.ErrorCode;

/** What both sides have said about leaving (docs/protocol.md, K-2, K-9). */
class GoingAwayTest {
    private final GoingAway goingAway = new GoingAway();

    /** K-2: the same or a lower id is allowed, 0 being the lowest; the order is that of C-10. */
    @ParameterizedTest
    @CsvSource({
        "5, 5, none",
        "5, 3, none",
        "5, 7, K-2",
        "5, 0, none",
        "0, 0, none",
        "0, 1, K-2",
        "-1, 0, none",
        "-1, 1, K-2",
        "1, -1, none",
        "0, -1, K-2",
        "0, -2147483647, K-2",
        "0, 2147483647, K-2"
    })
    void aRepeatedGoAwayPromisesNoMoreThanTheOneBefore(int first, int second, String rule) {
        goingAway.hear(goAway(first));
        assertThat(Breaches.rule(() -> goingAway.hear(goAway(second)))).isEqualTo(rule);
    }

    @Test
    void eitherWordIsEnoughToBeUnderWay() {
        assertThat(goingAway.isUnderWay()).isFalse();
        goingAway.hear(goAway(0));
        assertThat(goingAway.isUnderWay()).isTrue();
        assertThat(goingAway.peerLeaves()).isTrue();
        assertThat(goingAway.weLeave()).isFalse();
        GoingAway ours = new GoingAway();
        ours.say(goAway(0));
        assertThat(ours.isUnderWay()).isTrue();
        assertThat(ours.weLeave()).isTrue();
        assertThat(ours.peerLeaves()).isFalse();
    }

    @Test
    void thePeersTextIsPartOfTheReason() {
        goingAway.hear(new GoAway(0, ErrorCode.NONE, "restart"));
        assertThat(goingAway.reason()).contains("restart");
    }

    private static GoAway goAway(int lastAccepted) {
        return new GoAway(lastAccepted, ErrorCode.NONE, "");
    }
}
