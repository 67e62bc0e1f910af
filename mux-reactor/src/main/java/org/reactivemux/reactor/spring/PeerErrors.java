package org.reactivemux.reactor.spring;

import org.reactivemux.ChannelException;
import org.springframework.core.codec.DecodingException;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;

/** What a peer is told of its own mistakes; of ours it learns nothing, so all other errors stay what they are. */
final class PeerErrors {
    private PeerErrors() {}

    static Throwable of(Throwable failure, String channel) {
        if (failure instanceof MethodArgumentNotValidException) {
            return invalid("a message on '%s' is not valid".formatted(channel));
        }
        if (failure.getCause() instanceof DecodingException) {
            return invalid("a message on '%s' cannot be read".formatted(channel));
        }
        boolean lacksSomething =
                failure instanceof MethodArgumentResolutionException || failure instanceof MessageHandlingException;
        return lacksSomething ? invalid("what the handler of '%s' needs is missing".formatted(channel)) : failure;
    }

    private static ChannelException invalid(String text) {
        return new ChannelException(MuxMessageHandler.INVALID_MESSAGE, text);
    }
}
