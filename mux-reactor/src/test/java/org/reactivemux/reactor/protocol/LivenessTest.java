package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reactivemux.reactor.protocol.Liveness.Verdict;

/** Silence is answered with a question and a second look (docs/protocol.md, K-5, K-6). */
class LivenessTest {
    private final Liveness liveness = new Liveness(1_000, 320, at(0));

    @Test
    void thePeerIsAliveUntilTheIntervalIsOver() {
        assertThat(liveness.deadline()).isEqualTo(at(1_000));
        assertThat(liveness.look(at(0))).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.look(at(999))).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.look(at(1_000))).isEqualTo(Verdict.ASK);
    }

    @Test
    void itIsAskedOnlyOnce() {
        assertThat(liveness.look(at(1_000))).isEqualTo(Verdict.ASK);
        assertThat(liveness.look(at(1_000))).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.look(at(1_319))).isEqualTo(Verdict.ALIVE);
    }

    /** The first look after the time-out may find the answer unread: the process itself may have stood still. */
    @Test
    void itIsGivenUpAtASecondLookAfterTheTimeOut() {
        assertThat(liveness.look(at(1_000))).isEqualTo(Verdict.ASK);
        assertThat(liveness.deadline()).isEqualTo(at(1_320));
        assertThat(liveness.look(at(1_320))).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.deadline()).isGreaterThan(at(1_320)).isLessThanOrEqualTo(at(1_640));
        assertThat(liveness.look(liveness.deadline())).isEqualTo(Verdict.DEAD);
    }

    @Test
    void standingStillForLongIsNoProof() {
        assertThat(liveness.look(at(1_000_000))).isEqualTo(Verdict.ASK);
        assertThat(liveness.look(at(2_000_000))).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.look(at(2_000_000))).isEqualTo(Verdict.ALIVE);
        liveness.sign(at(2_000_001));
        assertThat(liveness.look(at(2_000_500))).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.deadline()).isEqualTo(at(2_001_001));
    }

    @Test
    void aSignAtAnyStageStartsTheIntervalAnew() {
        for (int looks = 0; looks < 3; looks++) {
            Liveness fresh = new Liveness(1_000, 320, at(0));
            for (int n = 0; n < looks; n++) {
                assertThat(fresh.look(fresh.deadline())).isNotEqualTo(Verdict.DEAD);
            }
            long sign = fresh.deadline() - 1;
            fresh.sign(sign);
            assertThat(fresh.deadline()).isEqualTo(sign + 1_000);
            assertThat(fresh.look(sign + 999)).isEqualTo(Verdict.ALIVE);
            assertThat(fresh.look(sign + 1_000)).isEqualTo(Verdict.ASK);
        }
    }

    /** A time on a clock that wraps soon, as nanosecond clocks may. */
    private static long at(long nanos) {
        return Long.MAX_VALUE - 500 + nanos;
    }
}
