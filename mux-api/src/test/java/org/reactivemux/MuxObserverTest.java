package org.reactivemux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What the contract itself makes of observers. */
class MuxObserverTest {
    private static final MuxConnection CONNECTION = new Answers();
    private static final MuxHandler HANDLER = channel -> Mono.empty();

    private final List<String> told = new ArrayList<>();

    private final class Named implements MuxObserver {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public void established(MuxConnection connection) {
            told.add(name + " established");
        }

        @Override
        public void ended(MuxConnection connection, @Nullable MuxException cause) {
            told.add(name + " ended");
        }

        @Override
        public MuxConnection decorate(MuxConnection connection) {
            told.add(name + " has " + (connection == CONNECTION ? "the connection" : "another"));
            return new Answers();
        }

        @Override
        public MuxHandler decorate(MuxHandler handler) {
            told.add(name + " has " + (handler == HANDLER ? "the handler" : "another"));
            return channel -> Mono.never();
        }
    }

    @Test
    void anObserverThatSaysNothingChangesNothing() {
        MuxObserver silent = new MuxObserver() {};
        silent.established(CONNECTION);
        silent.ended(CONNECTION, null);
        assertThat(silent.decorate(CONNECTION)).isSameAs(CONNECTION);
        assertThat(silent.decorate(HANDLER)).isSameAs(HANDLER);
    }

    @Test
    void theFirstIsToldFirstAndTheSecondDecoratesWhatTheFirstHasMade() {
        MuxObserver both = new Named("one").and(new Named("two"));
        both.established(CONNECTION);
        both.decorate(CONNECTION);
        both.decorate(HANDLER);
        both.ended(CONNECTION, null);
        assertThat(told)
                .containsExactly(
                        "one established",
                        "two established",
                        "one has the connection",
                        "two has another",
                        "one has the handler",
                        "two has another",
                        "one ended",
                        "two ended");
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void nobodyIsNoObserver() {
        assertThatNullPointerException().isThrownBy(() -> new Named("one").and(null));
    }
}
