package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages that the peer may send (docs/protocol.md, W-5, W-10, W-11, W-15). */
class CreditGrantTest {
    private static final int MOST = Integer.MAX_VALUE;

    /** W-5. */
    @Test
    void aMessageWithoutCreditIsAViolation() {
        assertThat(Breaches.rule(new CreditGrant(0)::receive)).isEqualTo("W-5");
        CreditGrant one = new CreditGrant(1);
        assertThat(Breaches.rule(one::receive)).isEqualTo("none");
        assertThat(Breaches.rule(one::receive)).isEqualTo("W-5");
    }

    /** W-11: with initial credit 0 demand is exact always. */
    @Test
    void withoutPrefetchExactlyTheDemandIsGranted() {
        CreditGrant credit = new CreditGrant(0);
        credit.request(3, 3);
        assertThat(credit.isDue()).as("the peer has nothing").isTrue();
        assertThat(credit.take()).isEqualTo(3);
        assertThat(credit.left()).isEqualTo(3);
        assertThat(credit.isOwed()).isFalse();
    }

    /** W-11: with initial credit 1 demand is exact from the first request on. */
    @Test
    void aPrefetchOfOneCoversTheFirstMessageOfTheFirstRequest() {
        CreditGrant first = new CreditGrant(1);
        first.request(1, 1);
        assertThat(first.isOwed()).isFalse();
        first.request(1, 2);
        assertThat(first.take()).isEqualTo(1);
        CreditGrant three = new CreditGrant(1);
        three.request(3, 3);
        assertThat(three.take()).isEqualTo(2);
    }

    /** W-11: the larger of the initial credit and the demand so far. */
    @Test
    void alwaysTheLargerOfPrefetchAndDemandIsGranted() {
        Random random = new Random(7);
        for (int prefetch : new int[] {0, 1, 2, 5, 64, 1_000}) {
            CreditGrant credit = new CreditGrant(prefetch);
            long granted = prefetch;
            long demand = 0;
            long open = 0;
            for (int n = 0; n < 1_000; n++) {
                int more = 1 + random.nextInt(9);
                demand += more;
                open += more;
                credit.request(more, open);
                if (credit.isOwed()) {
                    granted += credit.take();
                }
                assertThat(granted).as("prefetch %d", prefetch).isEqualTo(Math.max(prefetch, demand));
                for (int m = random.nextInt(Math.min(20, credit.left() + 1)); m > 0; m--) {
                    credit.receive();
                    open = Math.max(0, open - 1);
                }
            }
        }
    }

    /** W-15: credit for a quarter of the demand that was outstanding after the last request. */
    @Test
    void aQuarterOfTheRecentDemandIsDue() {
        CreditGrant credit = new CreditGrant(0);
        credit.request(100, 100);
        assertThat(credit.take()).isEqualTo(100);
        for (int n = 0; n < 20; n++) {
            credit.receive();
        }
        credit.request(24, 104);
        assertThat(credit.isDue()).as("24 of 104").isFalse();
        credit.request(2, 106);
        assertThat(credit.isDue()).as("26 of 106").isTrue();
    }

    @Test
    void anythingOwedIsDueWhenThePeerHasNothingLeft() {
        CreditGrant credit = new CreditGrant(100);
        credit.request(101, 101);
        assertThat(credit.isDue()).as("1 of 101").isFalse();
        for (int n = 0; n < 100; n++) {
            credit.receive();
        }
        assertThat(credit.isDue()).isTrue();
        assertThat(credit.take()).isEqualTo(1);
    }

    @Test
    void requestsOneByOneAreEachDueAtOnce() {
        CreditGrant credit = new CreditGrant(0);
        for (int n = 0; n < 10; n++) {
            credit.request(1, 1);
            assertThat(credit.isDue()).isTrue();
            assertThat(credit.take()).isEqualTo(1);
            credit.receive();
        }
    }

    /** W-10. */
    @Test
    void demandWithoutLimitIsGrantedAsUnboundedOnce() {
        CreditGrant credit = new CreditGrant(1);
        credit.request(Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(credit.isDue()).isTrue();
        assertThat(credit.take()).isEqualTo(Frame.UNBOUNDED);
        credit.request(5, Long.MAX_VALUE);
        assertThat(credit.isOwed()).isFalse();
        assertThat(credit.isDue()).isFalse();
        for (int n = 0; n < 100; n++) {
            credit.receive();
        }
        assertThat(credit.left()).as("without limit").isEqualTo(-1);
    }

    @Test
    void anUnboundedPrefetchNeedsNoGrant() {
        CreditGrant credit = new CreditGrant(Frame.UNBOUNDED);
        credit.receive();
        credit.request(1_000, 1_000);
        assertThat(credit.isOwed()).isFalse();
        assertThat(Breaches.rule(credit::receive)).isEqualTo("none");
    }

    @Test
    void creditStillUnderWayCountsUntilTheLimitIsLifted() {
        CreditGrant credit = new CreditGrant(1);
        credit.receive();
        credit.request(Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(Breaches.rule(credit::receive)).as("not yet announced").isEqualTo("W-5");
    }

    /** W-11, W-3: what is larger than may be outstanding is granted in parts. */
    @ParameterizedTest
    @ValueSource(longs = {2_147_483_648L, 10_000_000_000L, Long.MAX_VALUE - 1})
    void aLargerFiniteDemandIsGrantedInParts(long demand) {
        CreditGrant credit = new CreditGrant(0);
        credit.request(demand, demand);
        assertThat(credit.take()).isEqualTo(MOST);
        assertThat(credit.isOwed()).as("nothing more may be outstanding").isFalse();
        assertThat(credit.isDue()).isFalse();
        for (int n = 0; n < 10; n++) {
            credit.receive();
        }
        assertThat(credit.isOwed()).isTrue();
        assertThat(credit.take()).isEqualTo((int) Math.min(10, demand - MOST));
        assertThat(credit.left()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void noCreditIsLostOrGrantedTwice() {
        Random random = new Random(4_711);
        CreditGrant credit = new CreditGrant(3);
        long demanded = 0;
        long received = 0;
        long granted = 3;
        for (int n = 0; n < 100_000; n++) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    int more = 1 + random.nextInt(10);
                    demanded += more;
                    credit.request(more, Math.max(0, demanded - received));
                }
                case 1 -> {
                    if (credit.left() > 0) {
                        credit.receive();
                        received++;
                    }
                }
                default -> {
                    if (credit.isDue()) {
                        granted += credit.take();
                    }
                }
            }
            assertThat(granted - received).isEqualTo(credit.left());
            assertThat(granted).isLessThanOrEqualTo(Math.max(3, demanded));
            if (!credit.isOwed()) {
                assertThat(granted).isEqualTo(Math.max(3, demanded));
            }
        }
    }
}
