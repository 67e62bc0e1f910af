package org.reactivemux.samples.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.reactivemux.samples.benchmarks.run.Answer.Outcome;

class AnswerTest {

    @Test
    void isReadAsItWasWritten() {
        Answer answer = Answer.done("RATE=1 P50=2");

        assertThat(Answer.parse(answer.line())).isEqualTo(answer);
    }

    @Test
    void isOneLineWhateverWentWrong() {
        assertThat(Answer.to(new IllegalStateException("two\nlines")).line())
                .isEqualTo("FAILED java.lang.IllegalStateException: two lines");
    }

    @Test
    void tellsWhatAContenderDoesNotKnowFromWhatFailed() {
        assertThat(Answer.to(new UnsupportedOperationException("idle channels")))
                .isEqualTo(new Answer(Outcome.UNSUPPORTED, "idle channels"));
    }

    @Test
    void anotherLineIsNotTakenForOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> Answer.parse("hello"));
    }
}
