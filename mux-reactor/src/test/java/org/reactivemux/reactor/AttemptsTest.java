package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.JoinedConnections;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Rows of attempts, where whoever waits may go at any moment. */
class AttemptsTest {
    @Test
    void aConnectionThatComesAtTheVeryMomentOfACancelIsClosed() {
        JoinedConnections joined = new JoinedConnections(channel -> Mono.never());
        List<Connection> taken = new ArrayList<>();
        Attempts attempts = new Attempts(comingWithTheCancel(joined.client()), taken::add, Retry.max(0), event -> {});

        attempts.row().subscribe().dispose();

        joined.loop().turn();
        assertThat(joined.client().isDisposed()).isTrue();
        assertThat(taken).isEmpty();
    }

    private static Mono<Connection> comingWithTheCancel(Connection made) {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Connection> subscriber) {
                subscriber.onSubscribe(new Subscription() {
                    @Override
                    public void request(long n) {
                        // it comes later
                    }

                    @Override
                    public void cancel() {
                        subscriber.onNext(made);
                        subscriber.onComplete();
                    }
                });
            }
        };
    }
}
