package org.reactivemux.samples.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.RunnerException;
import org.reactivemux.reactor.protocol.SchedulerBenchmark;

/** Every operation that is measured can be done. */
class MicroTest {

    @ParameterizedTest
    @MethodSource("org.reactivemux.samples.benchmarks.micro.Micro#all")
    void eachBenchmarkRunsAndCountsWhatItAllocates(String benchmark) throws RunnerException {
        assertThat(Micro.run(Effort.SMOKE, benchmark)).isNotEmpty().allSatisfy(operation -> {
            assertThat(operation.name()).isEqualTo(Operation.name(benchmark));
            assertThat(operation.nanos()).isPositive();
            assertThat(operation.allocated()).isNotNegative();
        });
    }

    @Test
    void valuesOfParametersAreToldApart() throws RunnerException {
        assertThat(Micro.run(Effort.SMOKE, SchedulerBenchmark.class.getName() + ".message"))
                .extracting(Operation::with)
                .containsExactly("channels 1", "channels 100", "channels 10000");
    }
}
