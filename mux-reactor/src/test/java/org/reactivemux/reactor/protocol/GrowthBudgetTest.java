package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a window may grow, beside those that have grown already (docs/protocol.md, W-17). */
class GrowthBudgetTest {
    private static final int INITIAL = 100;
    private static final int ANY = Integer.MAX_VALUE;

    @Test
    void aWindowThatWasTooSmallDoubles() {
        GrowthBudget budget = new GrowthBudget(1_000_000);
        WindowGrant window = new WindowGrant(INITIAL);
        budget.fit(window, true, ANY);
        assertThat(window.size()).isEqualTo(200);
        budget.fit(window, true, ANY);
        assertThat(window.size()).isEqualTo(400);
        assertThat(budget.free()).isEqualTo(1_000_000 - 300);
    }

    @Test
    void aWindowThatWasLargeEnoughStaysAsItIs() {
        GrowthBudget budget = new GrowthBudget(1_000_000);
        WindowGrant window = new WindowGrant(INITIAL);
        budget.fit(window, false, ANY);
        assertThat(window.size()).isEqualTo(INITIAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 100, 101, 150, 200, 250, 1_000})
    void noWindowGrowsPastTheLargest(int largest) {
        GrowthBudget budget = new GrowthBudget(1_000_000);
        WindowGrant window = new WindowGrant(INITIAL);
        for (int n = 0; n < 10; n++) {
            budget.fit(window, true, largest);
        }
        assertThat(window.size()).isEqualTo(Math.max(INITIAL, largest));
    }

    @Test
    void aWindowThatHasGrownPastTheLargestShrinksToIt() {
        GrowthBudget budget = new GrowthBudget(1_000_000);
        WindowGrant window = new WindowGrant(INITIAL);
        budget.fit(window, true, ANY);
        budget.fit(window, true, ANY);
        budget.fit(window, true, 3 * INITIAL);
        assertThat(window.size()).isEqualTo(3 * INITIAL);
        assertThat(window.isShrinking()).isTrue();
    }

    /** By steps, for what one look says may be over soon. */
    @Test
    void aWindowFarPastTheLargestIsHalved() {
        GrowthBudget budget = new GrowthBudget(1_000_000);
        WindowGrant window = new WindowGrant(INITIAL);
        budget.fit(window, true, ANY);
        budget.fit(window, true, ANY);
        budget.fit(window, true, INITIAL + 1);
        assertThat(window.size()).isEqualTo(2 * INITIAL);
    }

    /** What was granted from the beginning is never taken back. */
    @Test
    void anInitialWindowPastTheLargestStays() {
        WindowGrant window = new WindowGrant(INITIAL);
        new GrowthBudget(1_000_000).fit(window, true, INITIAL / 2);
        assertThat(window.size()).isEqualTo(INITIAL);
        assertThat(window.isShrinking()).isFalse();
    }

    /** W-3. */
    @Test
    void theLargestOfAllWindowsIsThatOfTheProtocol() {
        GrowthBudget budget = new GrowthBudget(Long.MAX_VALUE);
        WindowGrant window = new WindowGrant(1 << 30);
        for (int n = 0; n < 3; n++) {
            budget.fit(window, true, ANY);
        }
        assertThat(window.size()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void nothingGrowsWithoutABudget() {
        WindowGrant window = new WindowGrant(INITIAL);
        new GrowthBudget(0).fit(window, true, ANY);
        assertThat(window.size()).isEqualTo(INITIAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 600, 601, 1_399, 1_400})
    void aloneAWindowGrowsByHalfOfTheBudgetAtTheMost(int bytes) {
        GrowthBudget budget = new GrowthBudget(bytes);
        WindowGrant window = new WindowGrant(INITIAL);
        for (int n = 0; n < 10; n++) {
            budget.fit(window, true, ANY);
        }
        assertThat(window.growth()).isPositive().isLessThanOrEqualTo(bytes / 2);
        assertThat(2 * window.size() - INITIAL).as("the next step").isGreaterThan(bytes / 2);
    }

    @Test
    void oneThatComesLateFindsRoomAndTheFirstMakesMore() {
        GrowthBudget budget = new GrowthBudget(1_400);
        WindowGrant first = new WindowGrant(INITIAL);
        WindowGrant second = new WindowGrant(INITIAL);
        for (int n = 0; n < 10; n++) {
            take(budget, first, true);
        }
        assertThat(first.size()).isEqualTo(800);
        for (int n = 0; n < 10; n++) {
            take(budget, second, true);
            take(budget, first, true);
        }
        assertThat(first.size()).isEqualTo(400);
        assertThat(second.size()).isEqualTo(400);
    }

    @Test
    void whatIsGivenBackIsForOthers() {
        GrowthBudget budget = new GrowthBudget(200);
        WindowGrant first = new WindowGrant(INITIAL);
        WindowGrant second = new WindowGrant(INITIAL);
        budget.fit(first, true, ANY);
        budget.fit(second, true, ANY);
        assertThat(second.size()).isEqualTo(INITIAL);
        budget.release(first.end());
        budget.fit(second, true, ANY);
        assertThat(second.size()).isEqualTo(200);
    }

    /** Whoever wants how much when: the budget holds, and in the end those that still want more share it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void manyWindowsShareTheBudget(long seed) {
        Random random = new Random(seed);
        GrowthBudget budget = new GrowthBudget(10_000);
        List<WindowGrant> windows =
                IntStream.range(0, 16).mapToObj(n -> new WindowGrant(INITIAL)).toList();
        for (int n = 0; n < 1_000; n++) {
            take(budget, windows.get(random.nextInt(windows.size())), random.nextBoolean());
            assertThat(growth(windows) + budget.free()).isEqualTo(10_000);
            assertThat(budget.free()).isNotNegative();
        }
        for (int n = 0; n < 20; n++) {
            windows.forEach(window -> take(budget, window, true));
        }
        assertThat(windows).allSatisfy(window -> assertThat(window.size()).isBetween(200, 800));
    }

    private static long growth(List<WindowGrant> windows) {
        return windows.stream().mapToLong(WindowGrant::growth).sum();
    }

    /** All of a window comes and is consumed. */
    private static void take(GrowthBudget budget, WindowGrant window, boolean tooSmall) {
        int bytes = window.left();
        window.receive(bytes);
        budget.release(window.consume(bytes));
        budget.fit(window, tooSmall, ANY);
        window.take();
    }
}
