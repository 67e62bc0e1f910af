package org.reactivemux.samples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.report.Target.Verdict;
import org.reactivemux.samples.benchmarks.workload.Figure;

class TargetTest {
    private static final Target EIGHT_TIMES = Target.beside(Contenders.RSOCKET, "fan-in-100", Figure.RATE, 8);
    private static final Target HALF = Target.beside(Contenders.GRPC, "ping-pong-bulk", Figure.P99, 0.5);
    private static final Target HEAP = Target.alone("idle-1m", Figure.HEAP_CLIENT, 512);

    @Test
    void isReachedByTheMedianOfTheRatiosOfEachTurn() {
        Results results = fanIn(List.of(80.0, 800.0, 10.0), List.of(10.0, 100.0, 10.0));

        assertThat(EIGHT_TIMES.measured(results)).contains(new Interval(8, 1, 8));
        assertThat(EIGHT_TIMES.verdict(results)).isEqualTo(Verdict.REACHED);
    }

    @Test
    void isMissedJustBelowTheLimit() {
        assertThat(EIGHT_TIMES.verdict(fanIn(List.of(79.9), List.of(10.0)))).isEqualTo(Verdict.MISSED);
    }

    @Test
    void ofSomethingThatShouldBeSmallIsMissedAboveTheLimit() {
        assertThat(HALF.verdict(pingPong(50))).isEqualTo(Verdict.REACHED);
        assertThat(HALF.verdict(pingPong(51))).isEqualTo(Verdict.MISSED);
    }

    @Test
    void mayConcernThisProjectAlone() {
        assertThat(HEAP.verdict(heap(512))).isEqualTo(Verdict.REACHED);
        assertThat(HEAP.verdict(heap(513))).isEqualTo(Verdict.MISSED);
    }

    @Test
    void isNeitherReachedNorMissedWithoutAMeasurement() {
        assertThat(Targets.all())
                .extracting(target -> target.verdict(Fixture.nothing()))
                .containsOnly(Verdict.NOT_MEASURED);
    }

    @Test
    void isNotMeasuredIfTheRivalWasAbsent() {
        Results results = Fixture.nothing()
                .with(Fixture.measurement("fan-in-100", Figure.RATE, Map.of(Contenders.MUX_EPOLL, List.of(1.0))));

        assertThat(EIGHT_TIMES.verdict(results)).isEqualTo(Verdict.NOT_MEASURED);
    }

    @Test
    void saysWhatItAsksFor() {
        assertThat(EIGHT_TIMES.bound().text()).isEqualTo("at least 8 × RSocket-java");
        assertThat(HALF.bound().text()).isEqualTo("at most 0.5 × gRPC-java");
        assertThat(HEAP.bound().text()).isEqualTo("at most 512 B");
    }

    private static Results fanIn(List<Double> ours, List<Double> theirs) {
        return Fixture.nothing()
                .with(Fixture.measurement(
                        "fan-in-100", Figure.RATE, Map.of(Contenders.MUX_EPOLL, ours, Contenders.RSOCKET, theirs)));
    }

    private static Results pingPong(double ours) {
        return Fixture.nothing()
                .with(Fixture.measurement(
                        "ping-pong-bulk",
                        Figure.P99,
                        Map.of(Contenders.MUX_EPOLL, List.of(ours), Contenders.GRPC, List.of(100.0))));
    }

    private static Results heap(double bytes) {
        return Fixture.nothing()
                .with(Fixture.measurement("idle-1m", Figure.HEAP_CLIENT, Map.of(Contenders.MUX_EPOLL, List.of(bytes))));
    }
}
