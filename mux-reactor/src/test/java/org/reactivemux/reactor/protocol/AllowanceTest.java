package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the peer lets this side send (docs/protocol.md, W-3, W-8 to W-10). */
class AllowanceTest {
    private static final int MOST = Integer.MAX_VALUE;

    @Test
    void itStartsWithTheReadersWindowAndCredit() {
        Allowance allowance = new Allowance(100, 3);
        assertThat(allowance.window()).isEqualTo(100);
        assertThat(allowance.credit()).isEqualTo(3);
        assertThat(allowance.isUnbounded()).isFalse();
    }

    /** W-8: bytes with every frame, a credit with the first frame of a message. */
    @Test
    void framesTakeBytesAndMessagesTakeACredit() {
        Allowance allowance = new Allowance(100, 3);
        allowance.useMessage();
        allowance.use(60);
        allowance.use(40);
        assertThat(allowance.window()).isZero();
        assertThat(allowance.credit()).isEqualTo(2);
    }

    @Test
    void grantsAreIncrements() {
        Allowance allowance = new Allowance(1, 0);
        allowance.grantBytes(5);
        allowance.grantBytes(7);
        allowance.grantMessages(2);
        allowance.grantMessages(1);
        assertThat(allowance.window()).isEqualTo(13);
        assertThat(allowance.credit()).isEqualTo(3);
    }

    /** W-3: the limit is on what is outstanding. */
    @ParameterizedTest
    @CsvSource({
        "0, 2147483647, none",
        "1, 2147483646, none",
        "1, 2147483647, W-3",
        "2147483647, 1, W-3",
        "2147483647, 0, none",
        "0, -2147483648, W-3",
        "0, -2, W-3"
    })
    void whatIsOutstandingMustNotPassTheLimit(int before, int grant, String rule) {
        assertThat(Breaches.rule(() -> new Allowance(before, 1).grantBytes(grant)))
                .isEqualTo(rule);
        assertThat(Breaches.rule(() -> new Allowance(1, before).grantMessages(grant)))
                .isEqualTo(rule);
    }

    @Test
    void bytesAreNeverUnbounded() {
        assertThat(Breaches.rule(() -> new Allowance(0, 0).grantBytes(Frame.UNBOUNDED)))
                .isEqualTo("W-3");
    }

    /** W-9: totals over a channel's life have no limit. */
    @Test
    void totalsHaveNoLimit() {
        Allowance allowance = new Allowance(MOST, MOST);
        for (int n = 0; n < 5; n++) {
            allowance.use(MOST);
            allowance.grantBytes(MOST);
            allowance.useMessage();
            allowance.grantMessages(1);
        }
        assertThat(allowance.window()).isEqualTo(MOST);
        assertThat(allowance.credit()).isEqualTo(MOST);
    }

    /** W-10: unbounded for the rest of the channel's life; later grants of messages are ignored. */
    @Test
    void unboundedCreditStaysUnbounded() {
        Allowance granted = new Allowance(10, 2);
        granted.grantMessages(Frame.UNBOUNDED);
        Allowance initial = new Allowance(10, Frame.UNBOUNDED);
        for (Allowance allowance : new Allowance[] {granted, initial}) {
            assertThat(allowance.isUnbounded()).isTrue();
            allowance.grantMessages(MOST);
            allowance.grantMessages(MOST);
            allowance.grantMessages(Frame.UNBOUNDED);
            for (int n = 0; n < 100; n++) {
                allowance.useMessage();
            }
            assertThat(allowance.credit()).isPositive();
        }
    }

    @Test
    void whatIsNotGrantedCannotBeUsed() {
        Allowance allowance = new Allowance(10, 0);
        assertThatIllegalStateException().isThrownBy(() -> allowance.use(11));
        assertThatIllegalStateException().isThrownBy(allowance::useMessage);
        assertThat(allowance.window()).isEqualTo(10);
    }
}
