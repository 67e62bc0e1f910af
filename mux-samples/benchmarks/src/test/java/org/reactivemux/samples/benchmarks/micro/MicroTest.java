package org.reactivemux.samples.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every operation that is measured can be done. */
class MicroTest {
    @Test
    void eachBenchmarkRunsAndCountsWhatItAllocates() throws RunnerException {
        Collection<RunResult> results = Micro.run(Effort.SMOKE, Micro.ALL, VerboseMode.SILENT);
        assertThat(results)
                .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore())
                        .as(result.getParams().id())
                        .isPositive())
                .allSatisfy(result -> assertThat(MicroTable.allocated(result))
                        .as(result.getParams().id())
                        .isNotNegative());
        assertThat(names(results)).isEqualTo(known());
        assertThat(MicroTable.of(results).lines()).hasSize(results.size() + 2);
    }

    private static Set<String> names(Collection<RunResult> results) {
        return results.stream().map(result -> result.getParams().getBenchmark()).collect(Collectors.toSet());
    }

    private static Set<String> known() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        OutputFormat silence = OutputFormatFactory.createFormatInstance(nowhere, VerboseMode.SILENT);
        return BenchmarkList.defaultList().getAll(silence, List.of()).stream()
                .map(BenchmarkListEntry::getUsername)
                .collect(Collectors.toSet());
    }
}
