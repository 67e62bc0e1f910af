package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How much the way to the peer holds, by what comes within a round trip (docs/protocol.md, W-17). */
class WayTest {
    private static final int WINDOW = 100_000;
    private static final int BULK = 1;
    private static final int OTHER = 3;
    private final Way way = new Way();
    private long now = -1_000; // any origin

    /** The hello's answer, and the rest after it. */
    private void isLong(long millis) {
        way.roundTrip(Duration.ofMillis(millis).toNanos(), now);
        pass(20);
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    /** A PING there and back, during which so much comes. */
    private void trip(long millis, int ofBulk, int ofOther) {
        way.setOut(BULK);
        way.arrived(BULK, ofBulk);
        way.arrived(OTHER, ofOther);
        pass(millis);
        way.roundTrip(Duration.ofMillis(millis).toNanos(), now);
    }

    @Test
    void nothingIsMeasuredBeforeARoundTripIsKnown() {
        way.arrived(BULK, WINDOW);
        assertThat(way.isTripDue(WINDOW, now)).isFalse();
        assertThat(way.holds()).isZero();
    }

    @Test
    void nothingIsMeasuredOnAShortWay() {
        way.roundTrip(999_999, now);
        pass(1_000);
        way.arrived(BULK, WINDOW);
        assertThat(way.isTripDue(WINDOW, now)).isFalse();
    }

    @Test
    void aTripIsDueWhenAWindowfulHasCome() {
        isLong(1);
        way.arrived(BULK, WINDOW - 1);
        assertThat(way.isTripDue(WINDOW, now)).isFalse();
        way.arrived(OTHER, 1);
        assertThat(way.isTripDue(WINDOW, now)).isTrue();
    }

    @Test
    void thereIsOneTripAtATime() {
        isLong(1);
        way.setOut(BULK);
        way.arrived(BULK, WINDOW);
        pass(1_000);
        assertThat(way.isTripDue(WINDOW, now)).isFalse();
    }

    @Test
    void thereIsARestBetweenTrips() {
        isLong(1);
        trip(1, WINDOW, 0);
        pass(19);
        assertThat(way.isTripDue(WINDOW, now)).isFalse();
        pass(1);
        assertThat(way.isTripDue(WINDOW, now)).isTrue();
    }

    @Test
    void aWindowThatWasUsedUpButForAQuarterIsTooSmall() {
        isLong(50);
        trip(50, WINDOW * 3 / 4, 0);
        assertThat(way.isLongerThan(WINDOW, BULK)).isTrue();
    }

    @Test
    void aWindowOfWhichMoreWasLeftIsLargeEnough() {
        isLong(50);
        trip(50, WINDOW * 3 / 4 - 1, 0);
        assertThat(way.isLongerThan(WINDOW, BULK)).isFalse();
    }

    @Test
    void whatComesBeforeTheNextLookStillCounts() {
        isLong(50);
        trip(50, 0, 0);
        way.arrived(BULK, WINDOW);
        assertThat(way.isLongerThan(WINDOW, BULK)).isTrue();
    }

    @Test
    void oneTripSaysItOnce() {
        isLong(50);
        trip(50, WINDOW, 0);
        assertThat(way.isLongerThan(WINDOW, BULK)).isTrue();
        assertThat(way.isLongerThan(WINDOW, BULK)).isFalse();
    }

    @Test
    void whatHasComeForOthersSaysNothingOfAWindow() {
        isLong(50);
        trip(50, 0, WINDOW);
        assertThat(way.isLongerThan(WINDOW, OTHER)).isFalse();
        assertThat(way.isLongerThan(WINDOW, BULK)).isFalse();
    }

    /** Twice as long because of what it had to wait behind, which is no reason to let even more be under way. */
    @Test
    void aTripThatHadToWaitCountsOnlyForItsShareOfTheShortest() {
        isLong(50);
        trip(100, WINDOW, 0);
        assertThat(way.isLongerThan(WINDOW, BULK)).isFalse();
    }

    /** Such as one whose answer to hello had to wait for an authoriser. */
    @Test
    void aWayThatTurnsOutToBeShortIsNotMeasuredAgain() {
        isLong(2_000);
        way.setOut(BULK);
        way.roundTrip(100_000, now);
        way.arrived(BULK, WINDOW);
        pass(1_000);
        assertThat(way.isTripDue(WINDOW, now)).isFalse();
        assertThat(way.holds()).isZero();
    }

    @Test
    void itHoldsWhatAllTogetherGetWithinTheShortestTrip() {
        isLong(50);
        trip(50, WINDOW, 2 * WINDOW);
        assertThat(way.holds()).isEqualTo(3 * WINDOW);
        trip(100, 8 * WINDOW, 0);
        assertThat(way.holds()).isEqualTo(4 * WINDOW);
    }

    @Test
    void whatItHasHeldIsForgottenSlowly() {
        isLong(50);
        trip(50, 8 * WINDOW, 0);
        trip(50, 0, 0);
        assertThat(way.holds()).isEqualTo(7 * WINDOW);
    }
}
