package org.reactivemux.samples.patterns;

import org.junit.jupiter.api.Test;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxPair;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** A handler that tells what is in its context. */
class CorrelationTest {
    private final MuxConnection mux = MuxPair.create(MuxPair.end()
                    .handle(
                            "who",
                            Correlation.carriedOn(channel -> channel.send(Mono.deferContextual(
                                    context -> Mono.just(Text.encode(context.get(Correlation.KEY))))))))
            .client();

    @Test
    void theContextOfTheCallerIsThatOfTheHandler() {
        StepVerifier.create(Correlation.exchange(mux, "who", Mono.empty())
                        .map(Text::decode)
                        .contextWrite(Context.of(Correlation.KEY, "request 17")))
                .expectNext("request 17")
                .verifyComplete();
    }

    @Test
    void aCallerThatTellsNothingIsServedAllTheSame() {
        StepVerifier.create(mux.exchange("who", Mono.empty()).map(Text::decode))
                .expectNext("none")
                .verifyComplete();
    }
}
