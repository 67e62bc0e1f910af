package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that the peer may send (docs/protocol.md, W-4, W-12, W-15, W-17). */
class WindowGrantTest {

    /** W-4. */
    @Test
    void bytesPastTheWindowAreAViolation() {
        WindowGrant window = new WindowGrant(100);
        window.receive(60);
        assertThat(Breaches.rule(() -> window.receive(41))).isEqualTo("W-4");
        assertThat(Breaches.rule(() -> window.receive(40))).isEqualTo("none");
        assertThat(Breaches.rule(() -> window.receive(1))).isEqualTo("W-4");
        assertThat(Breaches.rule(() -> window.receive(0))).isEqualTo("none");
    }

    /** W-12: never on receipt. */
    @Test
    void receivedBytesAreNotOwedUntilTheyAreConsumed() {
        WindowGrant window = new WindowGrant(100);
        window.receive(100);
        assertThat(window.owed()).isZero();
        assertThat(window.isDue()).isFalse();
        window.consume(30);
        assertThat(window.owed()).isEqualTo(30);
        assertThat(window.take()).isEqualTo(30);
        assertThat(window.left()).isEqualTo(30);
        assertThat(window.owed()).isZero();
    }

    /** W-15: collected up to an eighth of the window. */
    @ParameterizedTest
    @ValueSource(ints = {8, 1_024, 65_536, 131_072, Integer.MAX_VALUE})
    void anEighthOfTheWindowIsDue(int size) {
        WindowGrant window = new WindowGrant(size);
        window.receive(size / 2);
        window.consume(size / 8 - 1);
        assertThat(window.isDue()).as("one byte less").isFalse();
        window.consume(1);
        assertThat(window.isDue()).isTrue();
    }

    /** W-15: at once if the peer has nothing left. */
    @Test
    void anyByteIsDueWhenThePeerHasNothingLeft() {
        WindowGrant window = new WindowGrant(65_536);
        window.receive(65_535);
        window.consume(1);
        assertThat(window.isDue()).isFalse();
        window.receive(1);
        assertThat(window.isDue()).isTrue();
        assertThat(window.take()).isEqualTo(1);
        assertThat(window.isDue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void aTinyWindowIsReturnedByteByByte(int size) {
        WindowGrant window = new WindowGrant(size);
        for (int n = 0; n < 50; n++) {
            window.receive(1);
            window.consume(1);
            assertThat(window.isDue()).isTrue();
            assertThat(window.take()).isEqualTo(1);
        }
        assertThat(window.left()).isEqualTo(size);
    }

    /** W-17. */
    @Test
    void aWindowGrowsByOwingMoreThanWasConsumed() {
        WindowGrant window = new WindowGrant(100);
        window.receive(100);
        window.consume(100);
        window.grow(100);
        assertThat(window.take()).isEqualTo(200);
        assertThat(window.left()).isEqualTo(200);
        assertThat(window.growth()).isEqualTo(100);
    }

    /** W-17: what was granted is never taken back. */
    @Test
    void aWindowShrinksByWithholdingWhatIsConsumed() {
        WindowGrant window = grown(100, 300);
        window.shrinkTo(200);
        window.receive(350);
        assertThat(window.consume(150)).isEqualTo(150);
        assertThat(window.isShrinking()).isTrue();
        assertThat(window.owed()).isZero();
        assertThat(window.consume(150)).isEqualTo(50);
        assertThat(window.isShrinking()).isFalse();
        assertThat(window.owed()).isEqualTo(100);
        assertThat(window.growth()).isEqualTo(100);
        assertThat(window.consume(50)).isZero();
    }

    /** W-17. */
    @Test
    void aWindowNeverShrinksBelowTheInitialOne() {
        WindowGrant window = grown(100, 300);
        window.shrinkTo(0);
        window.receive(400);
        assertThat(window.consume(400)).isEqualTo(300);
        assertThat(window.take()).isEqualTo(100);
    }

    /** W-15: of the window as it is. */
    @Test
    void anEighthOfWhatTheWindowHasGrownToIsDue() {
        WindowGrant window = grown(100, 300);
        window.receive(50);
        window.consume(49);
        assertThat(window.isDue()).isFalse();
        window.consume(1);
        assertThat(window.isDue()).isTrue();
    }

    private static WindowGrant grown(int initial, int more) {
        WindowGrant window = new WindowGrant(initial);
        window.grow(more);
        window.take();
        return window;
    }

    /** What the peer has left, what is held here and what is owed add up to the window, always. */
    @Test
    void noByteIsLostOrReturnedTwice() {
        Random random = new Random(42);
        int size = 10_000;
        WindowGrant window = new WindowGrant(size);
        int held = 0;
        for (int n = 0; n < 100_000; n++) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    int bytes = random.nextInt(window.left() + 1);
                    window.receive(bytes);
                    held += bytes;
                }
                case 1 -> {
                    int bytes = random.nextInt(held + 1);
                    window.consume(bytes);
                    held -= bytes;
                }
                case 2 -> window.shrinkTo(random.nextInt(2 * size));
                case 3 -> {
                    if (!window.isShrinking()) {
                        window.grow(random.nextInt(1_000));
                    }
                }
                default -> {
                    if (window.isDue()) {
                        assertThat(window.take()).isPositive();
                    }
                }
            }
            assertThat(window.left() + held + window.owed()).isEqualTo(size + window.growth());
        }
    }
}
