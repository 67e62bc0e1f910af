package org.reactivemux.samples.webflux.worker;

import java.util.function.BiFunction;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxHandler;
import org.reactivemux.samples.webflux.wire.Json;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/**
 * A channel with one question and one answer, both in JSON.
 *
 * @param <Q> the question
 */
final class Question<Q> implements MuxHandler {
    private final TypeReference<Q> type;
    private final BiFunction<MuxChannel, Q, Mono<?>> answer;

    Question(TypeReference<Q> type, BiFunction<MuxChannel, Q, Mono<?>> answer) {
        this.type = type;
        this.answer = answer;
    }

    @Override
    public Publisher<Void> handle(MuxChannel channel) {
        return channel.send(channel.receive()
                .single()
                .map(message -> Json.read(message, type))
                .flatMap(question -> answer.apply(channel, question))
                .map(Json::write));
    }
}
