package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many messages a writer is asked for at a time (docs/protocol.md, S-6, L-8). */
class AppetiteTest {
    private static final int ANY = Integer.MAX_VALUE;
    private final Appetite appetite = new Appetite();

    @Test
    void withoutWindowOrCreditNothingIsAskedFor() {
        assertThat(appetite.more(0, 0, 0, 10, false)).isZero();
        assertThat(appetite.more(1_000, 1_005, 1, ANY, true)).isZero();
        assertThat(appetite.more(1_000, 0, 0, 0, false)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void aSmallCreditIsAskedForAtOnceAndOnlyOnce(int credit) {
        assertThat(appetite.more(1_000, 0, 0, credit, false)).isEqualTo(credit);
        assertThat(appetite.more(1_000, 0, 0, credit, false)).isZero();
    }

    @Test
    void noMoreIsAskedForThanTheWindowWillProbablyHold() {
        assertThat(appetite.more(10_000, 0, 0, ANY, true)).isEqualTo(1);
        appetite.got(3_000);
        assertThat(appetite.more(10_000, 0, 0, ANY, true)).isEqualTo(3);
        assertThat(appetite.more(10_000, 0, 0, ANY, true)).isZero();
    }

    @Test
    void aMessageLargerThanTheWindowIsStillAskedFor() {
        assertThat(appetite.more(100, 0, 0, ANY, true)).isEqualTo(1);
        appetite.got(50_000);
        assertThat(appetite.more(100, 0, 0, ANY, true)).isEqualTo(1);
    }

    @Test
    void aWriterThatHasItsMessagesAtOnceIsAskedForAFewAtATime() {
        appetite.got(1);
        for (int n = 0; n < 10; n++) {
            assertThat(askWriterOnTheLoop()).isBetween(32, 128);
        }
    }

    private int askWriterOnTheLoop() {
        int batch = appetite.more(1_000_000, 0, 0, ANY, true);
        for (int n = 0; n < batch; n++) {
            appetite.got(1);
        }
        return batch;
    }

    /** Each time costs it and the event loop a change of threads. */
    @Test
    void aWriterThatLetsWaitIsAskedForMany() {
        appetite.got(1);
        int first = appetite.more(1_000_000, 0, 0, ANY, true);
        assertThat(first + appetite.more(1_000_000, 0, 0, ANY, true)).isBetween(200, 512);
    }

    @Test
    void itIsAskedAgainWhenMostOfThatHasCome() {
        appetite.got(1);
        int batch = appetite.more(1_000_000, 0, 0, ANY, true) + appetite.more(1_000_000, 0, 0, ANY, true);
        for (int n = 0; n < batch / 2; n++) {
            appetite.got(1);
            assertThat(appetite.more(1_000_000, 0, 0, ANY, true))
                    .as("above the mark")
                    .isZero();
        }
        int again = 0;
        for (int n = batch / 2; n < batch && again == 0; n++) {
            appetite.got(1);
            again = appetite.more(1_000_000, 0, 0, ANY, true);
        }
        assertThat(again).isGreaterThan(batch / 2);
    }

    @Test
    void oneLargeMessageLowersTheNextAskAtOnce() {
        assertThat(appetite.more(64_000, 0, 0, 100, false)).isPositive();
        appetite.got(10);
        appetite.got(32_000);
        assertThat(appetite.more(64_000, 0, 0, 100, false)).isZero();
        Appetite fresh = new Appetite();
        fresh.got(32_000);
        assertThat(fresh.more(64_000, 0, 0, 100, false)).isEqualTo(2);
    }

    @Test
    void messagesThatWereNotAskedForDoNotCount() {
        for (int n = 0; n < 100; n++) {
            appetite.got(10);
        }
        assertThat(appetite.more(1_000, 0, 0, 5, false)).isEqualTo(5);
    }

    /** However large the window, and however small the messages, few of them wait. */
    @Test
    void whatWaitsAlreadyIsNotAskedForAgain() {
        appetite.got(10);
        assertThat(appetite.more(ANY, 640, 64, ANY, true)).isZero();
        assertThat(appetite.more(ANY, 0, 60, ANY, true)).isLessThanOrEqualTo(4);
        Appetite large = new Appetite();
        large.got(100_000);
        assertThat(large.more(ANY, 1_000_000, 10, ANY, true)).isZero();
    }
}
