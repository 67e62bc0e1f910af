package org.reactivemux.reactor.spring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ChannelStoppedException;
import org.reactivemux.MuxConnection;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.MimeType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One request of a {@link MuxRequester}. Immutable: each method returns a changed copy, and what a request retrieves may be
 * subscribed again, for another channel.
 *
 * <p>All that is retrieved is lazy, is emitted on the connection's event loop, and fails with a
 * {@link org.reactivemux.MuxException} as {@link MuxConnection#exchange(ChannelSpec, org.reactivestreams.Publisher)} does,
 * with a {@code DecodingException} if an answer cannot be read, or with whatever the data fails with, an
 * {@code EncodingException} included.
 */
public final class MuxRequest {
    private final MuxConnection connection;
    private final MuxStrategies strategies;
    private final ChannelSpec spec;
    private final MimeType mimeType;
    private final Flux<?> values;
    private final ResolvableType valueType;

    MuxRequest(MuxConnection connection, MuxStrategies strategies, ChannelSpec spec) {
        this(connection, strategies, spec, strategies.mimeType(), Flux.empty(), ResolvableType.NONE);
    }

    private MuxRequest(
            MuxConnection connection,
            MuxStrategies strategies,
            ChannelSpec spec,
            MimeType mimeType,
            Flux<?> values,
            ResolvableType valueType) {
        this.connection = connection;
        this.strategies = strategies;
        this.spec = spec;
        this.mimeType = mimeType;
        this.values = values;
        this.valueType = valueType;
    }

    /**
     * Adds something for the handler to know beside the data. An annotated method gets it by {@code @Header}.
     *
     * @param key replaces an earlier value of the same key
     * @param value sent as UTF-8
     * @return a changed copy
     */
    public MuxRequest metadata(String key, String value) {
        return spec(spec -> spec.metadata(key, utf8(value)));
    }

    /**
     * Changes how the channel is opened, such as its weight, prefetch or further metadata.
     *
     * @param change of what there is so far
     * @return a changed copy
     */
    public MuxRequest spec(UnaryOperator<ChannelSpec> change) {
        return new MuxRequest(connection, strategies, change.apply(spec), mimeType, values, valueType);
    }

    /**
     * Sets what the messages of both directions are.
     *
     * @param changed in place of the strategies'
     * @return a changed copy
     */
    public MuxRequest mimeType(MimeType changed) {
        Objects.requireNonNull(changed, "mimeType");
        return new MuxRequest(connection, strategies, spec, changed, values, valueType);
    }

    /**
     * Sets what is sent.
     *
     * @param data one value, or a publisher or another reactive type, each of whose values is encoded by its own type
     * @return a changed copy
     */
    public MuxRequest data(Object data) {
        ReactiveAdapter adapter = strategies.reactiveTypes().getAdapter(data.getClass(), data);
        Flux<?> sent = adapter == null ? Flux.just(data) : Flux.from(adapter.toPublisher(data));
        return with(sent, ResolvableType.NONE);
    }

    /**
     * Sets what is sent.
     *
     * @param producer a publisher or another reactive type, asked for no more values than the peer takes
     * @param type of its values
     * @return a changed copy
     * @throws IllegalArgumentException if the producer is none
     */
    public MuxRequest data(Object producer, Class<?> type) {
        return with(published(producer), ResolvableType.forClass(type));
    }

    /**
     * Sets what is sent.
     *
     * @param producer a publisher or another reactive type, asked for no more values than the peer takes
     * @param type of its values
     * @return a changed copy
     * @throws IllegalArgumentException if the producer is none
     */
    public MuxRequest data(Object producer, ParameterizedTypeReference<?> type) {
        return with(published(producer), ResolvableType.forType(type));
    }

    private Flux<?> published(Object producer) {
        ReactiveAdapter adapter = strategies.reactiveTypes().getAdapter(producer.getClass(), producer);
        if (adapter == null) {
            throw new IllegalArgumentException(producer.getClass().getName() + " is no reactive type");
        }
        return Flux.from(adapter.toPublisher(producer));
    }

    private MuxRequest with(Flux<?> changed, ResolvableType type) {
        return new MuxRequest(connection, strategies, spec, mimeType, changed, type);
    }

    /**
     * Sends the data, and does not wait for the handler's work.
     *
     * @return completes when the peer has accepted the channel and all was handed to the operating system, or the handler
     *     wants no more; cancelling cuts short what was not sent yet
     */
    public Mono<Void> send() {
        return connection
                .open(opened())
                .flatMap(channel -> channel.send(outbound())
                        .onErrorComplete(ChannelStoppedException.class)
                        .thenMany(channel.receive().take(0))
                        .then());
    }

    /**
     * Sends the data and waits for the one answer and the end of the channel.
     *
     * @param type of the answer; {@code Void} waits for the end alone
     * @param <T> the same
     * @return the answer, empty if there is none, and an {@link IndexOutOfBoundsException} if there is more than one
     */
    public <T> Mono<T> retrieveMono(Class<T> type) {
        return only(ResolvableType.forClass(type));
    }

    /**
     * As {@link #retrieveMono(Class)}.
     *
     * @param type of the answer
     * @param <T> the same
     * @return the answer
     */
    public <T> Mono<T> retrieveMono(ParameterizedTypeReference<T> type) {
        return only(ResolvableType.forType(type));
    }

    private <T> Mono<T> only(ResolvableType type) {
        return this.<T>retrieve(type).singleOrEmpty();
    }

    /**
     * Sends the data and emits what comes back. Demand travels to the handler's publisher; cancelling stops both.
     *
     * @param type of the answers; {@code Void} waits for the end alone
     * @param <T> the same
     * @return the answers
     */
    public <T> Flux<T> retrieveFlux(Class<T> type) {
        return retrieve(ResolvableType.forClass(type));
    }

    /**
     * As {@link #retrieveFlux(Class)}.
     *
     * @param type of the answers
     * @param <T> the same
     * @return the answers
     */
    public <T> Flux<T> retrieveFlux(ParameterizedTypeReference<T> type) {
        return retrieve(ResolvableType.forType(type));
    }

    private <T> Flux<T> retrieve(ResolvableType type) {
        Flux<ByteBuffer> answers = connection.exchange(opened(), outbound());
        if (ClassUtils.isVoidType(type.resolve())) {
            return answers.thenMany(Flux.empty());
        }
        return answers.mapNotNull(MessageReader.<T>of(type, mimeType, strategies, spec.name()));
    }

    private Flux<ByteBuffer> outbound() {
        return values.map(new MessageWriter(valueType, mimeType, strategies));
    }

    /** JSON need not be mentioned (docs/guide.md, Spring Boot). */
    private ChannelSpec opened() {
        return mimeType.equals(MuxStrategies.DEFAULT_MIME_TYPE)
                ? spec
                : spec.metadata(MuxStrategies.CONTENT_TYPE, utf8(mimeType.toString()));
    }

    private static ByteBuffer utf8(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }
}
