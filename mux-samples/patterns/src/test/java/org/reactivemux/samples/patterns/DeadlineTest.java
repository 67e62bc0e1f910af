package org.reactivemux.samples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxPair;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A caller, a service that takes its time, and a service behind that. */
class DeadlineTest {
    private final Map<String, String> seenBehind = new ConcurrentHashMap<>();
    private final AtomicBoolean cancelledBehind = new AtomicBoolean();

    @Test
    void theServiceBehindIsToldWhatTimeIsLeft() {
        StepVerifier.withVirtualTime(() -> ask(Mono.just("answer")))
                .thenAwait(Duration.ofMillis(400))
                .expectNext("answer")
                .verifyComplete();
        assertThat(seenBehind).containsEntry("time-left-ms", "600");
    }

    @Test
    void aCallerThatGivesUpCancelsAllThatIsDoneForIt() {
        StepVerifier.withVirtualTime(() -> ask(Mono.never()))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(999))
                .thenAwait(Duration.ofMillis(1))
                .verifyError(TimeoutException.class);
        assertThat(cancelledBehind).isTrue();
    }

    @Test
    void aRequestWithoutADeadlineIsAMistake() {
        StepVerifier.create(Deadline.request(services(Mono.never()), "front", Text.encode("?")))
                .verifyError(NoSuchElementException.class);
    }

    private Mono<String> ask(Mono<String> answer) {
        return Deadline.request(services(answer), "front", Text.encode("question"))
                .map(Text::decode)
                .contextWrite(Deadline.in(Duration.ofSeconds(1)).context());
    }

    private MuxConnection services(Mono<String> answer) {
        MuxConnection behind = MuxPair.create(MuxPair.end().handle("behind", channel -> {
                    channel.metadata().forEach((key, value) -> seenBehind.put(key, Text.decode(value)));
                    return channel.send(answer.map(Text::encode).doOnCancel(() -> cancelledBehind.set(true)));
                }))
                .client();
        return MuxPair.create(MuxPair.end()
                        .handle(
                                "front",
                                Deadline.inherited(channel -> channel.send(channel.receive()
                                        .delayElements(Duration.ofMillis(400))
                                        .concatMap(question -> Deadline.request(behind, "behind", question))))))
                .client();
    }
}
