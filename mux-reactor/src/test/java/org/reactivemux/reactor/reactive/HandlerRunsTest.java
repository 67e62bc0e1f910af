package org.reactivemux.reactor.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Mono;

/** The handlers at work are counted, and all of them cancelled when the connection ends. */
class HandlerRunsTest {
    private final JoinedConnections joined = new JoinedConnections(channel -> Mono.never());
    private final HandlerRuns runs = new HandlerRuns();
    private final List<String> cancelled = new ArrayList<>();

    private HandlerRun run(String name) {
        return run(name, () -> {});
    }

    private HandlerRun run(String name, Runnable whenCancelled) {
        HandlerRun run = new HandlerRun(joined.openChannel());
        run.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                // a handler's publisher has nothing to emit
            }

            @Override
            public void cancel() {
                cancelled.add(name);
                whenCancelled.run();
            }
        });
        return run;
    }

    @Test
    void allThatAreThereAreCancelledInTheirOrder() {
        for (String name : List.of("a", "b", "c")) {
            runs.add(run(name));
        }
        assertThat(runs.size()).isEqualTo(3);

        runs.cancelAll();

        assertThat(cancelled).containsExactly("a", "b", "c");
        assertThat(runs.size()).isZero();
    }

    @Test
    void oneThatWasRemovedIsLeftAlone() {
        HandlerRun middle = run("middle");
        runs.add(run("first"));
        runs.add(middle);
        runs.add(run("last"));

        runs.remove(middle);
        runs.cancelAll();

        assertThat(cancelled).containsExactly("first", "last");
    }

    @Test
    void removingWhatIsNotThereChangesNothing() {
        HandlerRun gone = run("gone");
        runs.add(run("there"));
        runs.add(gone);
        runs.remove(gone);

        runs.remove(gone);
        runs.remove(run("never there"));

        assertThat(runs.size()).isEqualTo(1);
    }

    @Test
    void oneThatWasRemovedCanComeAgain() {
        HandlerRun run = run("again");
        runs.add(run);
        runs.remove(run);
        runs.add(run);

        runs.cancelAll();

        assertThat(cancelled).containsExactly("again");
    }

    @Test
    void oneThatEndsWithAnotherIsNotCancelledAsWell() {
        HandlerRun other = run("other");
        runs.add(run("first", () -> runs.remove(other)));
        runs.add(other);

        runs.cancelAll();

        assertThat(cancelled).containsExactly("first");
        assertThat(runs.size()).isZero();
    }
}
