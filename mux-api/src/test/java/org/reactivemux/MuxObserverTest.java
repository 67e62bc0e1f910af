package org.reactivemux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What the contract itself makes of observers. */
class MuxObserverTest {
    private static final MuxConnection CONNECTION = new Answers();
    private static final MuxHandler HANDLER = channel -> Mono.empty();

    @Test
    void anObserverThatSaysNothingChangesNothing() {
        MuxObserver silent = new MuxObserver() {};
        silent.established(CONNECTION);
        silent.ended(CONNECTION, null);
        assertThat(silent.decorate(CONNECTION)).isSameAs(CONNECTION);
        assertThat(silent.decorate(HANDLER)).isSameAs(HANDLER);
    }
}
