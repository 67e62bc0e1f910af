package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.reactivemux.reactor.protocol.FlowModel.Step;

/** Credit and window are neither lost nor made, whatever both sides of a direction do (docs/protocol.md, section 5). */
class CreditPropertyTest {
    private static final int MOST = Integer.MAX_VALUE;

    /** W-3, W-8 to W-12: what was granted and not used is what the peer may still use, be it under way or not. */
    @Property(tries = 2_000)
    void whatIsGrantedAndNotUsedIsWhatThePeerMayUse(
            @ForAll("windows") int window, @ForAll("prefetches") int prefetch, @ForAll("steps") List<Step> steps) {
        FlowModel flow = new FlowModel(window, prefetch);
        for (Step step : steps) {
            flow.take(step);
            assertThat(flow.windowOfTheWriter()).as("window after %s", step).isEqualTo(flow.windowOfTheReader());
            assertThat(flow.creditOfTheWriter()).as("credit after %s", step).isEqualTo(flow.creditOfTheReader());
        }
    }

    /** W-12, W-17: each byte is returned exactly once, but for those by which the window grows or shrinks. */
    @Property(tries = 2_000)
    void whatThePeerHasWhatIsHeldAndWhatIsOwedMakeUpTheWindow(
            @ForAll("windows") int window, @ForAll("steps") List<Step> steps) {
        FlowModel flow = new FlowModel(window, 3);
        for (Step step : steps) {
            flow.take(step);
            assertThat(flow.windowOfTheReader() + flow.held() + flow.owedBytes())
                    .as("after %s", step)
                    .isEqualTo(window + flow.growth());
            assertThat(flow.growth()).as("growth after %s", step).isNotNegative();
        }
    }

    /** W-11: what was granted, and what is still to be because of W-3, is the larger of prefetch and demand. */
    @Property(tries = 2_000)
    void whatIsGrantedIsTheLargerOfPrefetchAndDemand(
            @ForAll("windows") int window,
            @ForAll @IntRange(max = 20) int prefetch,
            @ForAll("steps") List<Step> steps) {
        FlowModel flow = new FlowModel(window, prefetch);
        for (Step step : steps) {
            flow.take(step);
            long promised = Math.max(prefetch, flow.demanded());
            assertThat(flow.grantedMessages()).as("after %s", step).isLessThanOrEqualTo(promised);
            if (!flow.owesMessages() && !flow.isUnbounded() && flow.leftMessages() < MOST) {
                assertThat(flow.grantedMessages()).as("after %s", step).isEqualTo(promised);
            }
        }
    }

    /** W-3, W-9: however much is granted in all, an allowance holds no more than 2^31-1, and a breach changes nothing. */
    @Property(tries = 2_000)
    void anAllowanceHoldsNoMoreThanTheLimit(
            @ForAll("windows") int window, @ForAll("prefetches") int credit, @ForAll("amounts") List<Integer> grants) {
        Allowance allowance = new Allowance(window, credit);
        long bytes = window;
        long messages = credit;
        boolean unbounded = credit == Frame.UNBOUNDED;
        for (int grant : grants) {
            long more = Integer.toUnsignedLong(grant);
            assertThat(Breaches.rule(() -> allowance.grantBytes(grant)))
                    .isEqualTo(bytes + more > MOST ? "W-3" : "none");
            bytes = bytes + more > MOST ? bytes : bytes + more;
            unbounded |= grant == Frame.UNBOUNDED;
            String rule = !unbounded && messages + more > MOST ? "W-3" : "none";
            assertThat(Breaches.rule(() -> allowance.grantMessages(grant))).isEqualTo(rule);
            messages = unbounded ? MOST : messages + more > MOST ? messages : messages + more;
            assertThat(allowance.window()).isEqualTo((int) bytes);
            assertThat(allowance.credit()).isEqualTo((int) messages);
            allowance.use((int) (bytes / 2));
            bytes -= bytes / 2;
        }
    }

    @Provide
    Arbitrary<Integer> windows() {
        return Arbitraries.oneOf(
                Arbitraries.of(1, 7, 8, 65_536, MOST),
                Arbitraries.integers().between(1, 40),
                Arbitraries.integers().between(1, MOST));
    }

    @Provide
    Arbitrary<Integer> prefetches() {
        return Arbitraries.oneOf(
                Arbitraries.of(0, 1, MOST, Frame.UNBOUNDED),
                Arbitraries.integers().between(0, 20));
    }

    @Provide
    Arbitrary<List<Integer>> amounts() {
        return Arbitraries.oneOf(
                        Arbitraries.of(0, 1, MOST - 1, MOST, Integer.MIN_VALUE, -2, Frame.UNBOUNDED),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers())
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Long> amount = Arbitraries.frequencyOf(
                Tuple.of(12, Arbitraries.longs().between(1, 30)),
                Tuple.of(2, Arbitraries.longs().between(1, 100_000)),
                Tuple.of(1, Arbitraries.of((long) MOST, MOST + 5L, Long.MAX_VALUE - 1, Long.MAX_VALUE)));
        return Combinators.combine(Arbitraries.of(FlowModel.Kind.class), amount)
                .as(Step::new)
                .list()
                .ofMaxSize(120);
    }
}
