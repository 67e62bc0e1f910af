package org.reactivemux.samples.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.samples.benchmarks.workload.Streams.Publishing;

class RepeatedTest {
    private static final int MESSAGES = 10;

    @ParameterizedTest
    @EnumSource
    void isTheSameMessageAsOftenAsWasSaid(Publishing publishing) {
        assertThat(Repeated.of(MESSAGES, publishing, () -> "message")
                        .collectList()
                        .block())
                .hasSize(MESSAGES)
                .containsOnly("message");
    }

    /** An endless stream would take a minute for it, in which nothing else is sent. */
    @Test
    void thatIsCancelledDoesNotGoThroughWhatIsLeft() {
        List<Object> discarded = new ArrayList<>();

        Repeated.of(MESSAGES, Publishing.IN_PLACE, () -> "message")
                .doOnDiscard(Object.class, discarded::add)
                .take(1)
                .blockLast();

        assertThat(discarded).isEmpty();
    }
}
