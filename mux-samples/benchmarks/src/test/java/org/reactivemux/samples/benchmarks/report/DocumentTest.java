package org.reactivemux.samples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.reactivemux.samples.benchmarks.run.BenchmarkException;

class DocumentTest {
    private static final Document DOCUMENT = new Document("""
            before
            <!-- generated: one -->
            old
            <!-- end: one -->
            between
            <!-- generated: two -->
            <!-- end: two -->
            after
            """);

    @Test
    void onlyWhatIsBetweenTheMarkersChanges() {
        assertThat(DOCUMENT.with("one", "new\n").text()).isEqualTo("""
                        before
                        <!-- generated: one -->
                        new
                        <!-- end: one -->
                        between
                        <!-- generated: two -->
                        <!-- end: two -->
                        after
                        """);
    }

    @Test
    void aPartCanBeGeneratedAgain() {
        Document once = DOCUMENT.with("two", "x\n");

        assertThat(once.with("two", "y\n").with("two", "x\n")).isEqualTo(once);
    }

    @Test
    void aPartThatHasItsMarkersHasAPlace() {
        assertThat(DOCUMENT.has("two")).isTrue();
        assertThat(DOCUMENT.has("three")).isFalse();
    }

    @Test
    void aPartWithoutItsMarkersIsAnError() {
        assertThatThrownBy(() -> DOCUMENT.with("three", ""))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("'three'");
    }
}
