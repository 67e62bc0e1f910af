package org.reactivemux.reactor.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxRouter;
import org.springframework.messaging.handler.CompositeMessageCondition;
import org.springframework.messaging.handler.DestinationPatternsMessageCondition;
import org.springframework.messaging.handler.annotation.reactive.MessageMappingMessageHandler;
import org.springframework.messaging.handler.invocation.reactive.HandlerMethodReturnValueHandler;
import org.springframework.util.RouteMatcher;
import reactor.core.publisher.Mono;

/**
 * Serves channels by the {@code @MessageMapping} methods of {@code @Controller} beans, as Spring's RSocket support does: a
 * controller written for that needs no change, but that {@link MuxRequester} takes the place of {@code RSocketRequester}.
 * Declared as a bean, it is to be given to {@link org.reactivemux.reactor.MuxServer#route}.
 *
 * <p>The channel's name is looked up among the patterns of the methods; a name that matches none is refused. The method's
 * payload is what the peer sends: a value for the first message, a Mono, or a Flux of all; whatever it leaves unread, the
 * peer is told to stop. What the method returns goes back, one message for each value, and its end is the channel's.
 * Methods are called on the connection's event loop and must not block.
 *
 * <p>The channel's metadata are headers, as UTF-8. {@link MuxStrategies#CONTENT_TYPE} says what the messages are. A method
 * may also take a {@link MuxRequester} or {@link org.reactivemux.MuxConnection}, to open channels towards its caller.
 *
 * <p>Of an error that no {@code @MessageExceptionHandler} answers, the peer sees code and text if it is a
 * {@link org.reactivemux.MuxException}, {@link #INVALID_MESSAGE} if what it sent cannot be read, and else
 * {@link ErrorCode#INTERNAL}.
 */
public final class MuxMessageHandler extends MessageMappingMessageHandler implements MuxRouter {
    /** What the peer sent is missing, cannot be read as what the method takes, or is not valid. */
    public static final ErrorCode INVALID_MESSAGE = ErrorCode.application(0x5350_0001);

    /** The header that has the {@link MuxChannel}, for its raw metadata. It is read and written by this handler. */
    public static final String CHANNEL_HEADER = "muxChannel";

    private MuxStrategies strategies = MuxStrategies.create();

    /** With {@link MuxStrategies#create()}. */
    public MuxMessageHandler() {
        setStrategies(strategies);
    }

    /**
     * Sets the codecs, and how names are matched.
     *
     * @param changed in place of those there are; also of decoders and matcher that were set by themselves
     */
    public void setStrategies(MuxStrategies changed) {
        strategies = Objects.requireNonNull(changed, "strategies");
        setDecoders(changed.decoders());
        setRouteMatcher(changed.routeMatcher());
        setReactiveAdapterRegistry(changed.reactiveTypes());
    }

    @Override
    public void afterPropertiesSet() {
        ChannelMessages.load();
        getArgumentResolverConfigurer().addCustomResolver(new ConnectionArgumentResolver(strategies));
        super.afterPropertiesSet();
    }

    @Override
    protected List<? extends HandlerMethodReturnValueHandler> initReturnValueHandlers() {
        List<HandlerMethodReturnValueHandler> handlers =
                new ArrayList<>(getReturnValueHandlerConfigurer().getCustomHandlers());
        handlers.add(new ChannelReturnValueHandler(strategies)); // takes whatever the others leave
        return handlers;
    }

    @Override
    public @Nullable MuxHandler find(String name) {
        RouteMatcher.Route route = obtainRouteMatcher().parseRoute(name);
        return isServed(route) ? channel -> serve(channel, route) : null;
    }

    private boolean isServed(RouteMatcher.Route route) {
        return getDestinationLookup().containsKey(route.value())
                || getHandlerMethods().keySet().stream().anyMatch(mapping -> matches(mapping, route));
    }

    private boolean matches(CompositeMessageCondition mapping, RouteMatcher.Route route) {
        return mapping.getCondition(DestinationPatternsMessageCondition.class).getPatterns().stream()
                .anyMatch(pattern -> obtainRouteMatcher().match(pattern, route));
    }

    private Mono<Void> serve(MuxChannel channel, RouteMatcher.Route route) {
        return handleMessage(ChannelMessages.of(channel, route))
                .onErrorMap(failure -> PeerErrors.of(failure, channel.name()));
    }
}
