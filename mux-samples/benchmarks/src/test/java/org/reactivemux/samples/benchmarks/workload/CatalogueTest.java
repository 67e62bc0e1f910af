package org.reactivemux.samples.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void everyWorkloadHasANameOfItsOwn() {
        assertThat(Catalogue.all()).extracting(Benchmark::id).doesNotHaveDuplicates();
        assertThat(Catalogue.all()).extracting(Benchmark::title).doesNotHaveDuplicates();
    }

    @Test
    void aWorkloadIsFoundByItsId() {
        assertThat(Catalogue.all())
                .allSatisfy(
                        benchmark -> assertThat(Catalogue.find(benchmark.id())).isSameAs(benchmark));
    }

    @Test
    void anUnknownIdIsAnsweredWithThoseThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.find("juggling"))
                .withMessageContainingAll("juggling", "ping-pong", "idle-1m");
    }
}
