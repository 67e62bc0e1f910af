package org.reactivemux.reactor.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ApplicationContextException;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** What people read when an address cannot be used. */
class EndpointFailureAnalyzerTest {
    private static FailureAnalyzer analyzer() {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, (factory, name, failure) -> {
                    // those of Spring Boot need arguments
                })
                .stream()
                .filter(EndpointFailureAnalyzer.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void eachReasonIsOneLineWithSomethingToDo(Reason reason) {
        EndpointException cause = new EndpointException(reason, "what is wrong with /run/s", null);
        FailureAnalysis analysis =
                Objects.requireNonNull(analyzer().analyze(new ApplicationContextException("start", cause)));
        assertThat(analysis.getDescription()).isEqualTo("what is wrong with /run/s");
        assertThat(analysis.getAction()).isNotBlank().doesNotContain("\n");
    }
}
