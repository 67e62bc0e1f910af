package org.reactivemux.reactor.spring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactivemux.ChannelException;
import org.reactivemux.MuxChannel;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.DestinationPatternsMessageCondition;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.messaging.support.NativeMessageHeaderAccessor;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.util.RouteMatcher;
import reactor.core.publisher.Flux;

/** A channel as Spring's messaging sees it: one message whose payload is all that the peer sends. */
final class ChannelMessages {
    private ChannelMessages() {}

    /** Spring's headers read the kernel's randomness when their class is loaded, which would hold up an event loop. */
    static void load() {
        new MessageHeaders(null);
    }

    static Message<Flux<DataBuffer>> of(MuxChannel channel, RouteMatcher.Route route) {
        Map<String, String> metadata = text(channel.metadata());
        MessageHeaderAccessor headers = new MessageHeaderAccessor();
        headers.setLeaveMutable(true); // the variables of the route are yet to come
        headers.setHeader(DestinationPatternsMessageCondition.LOOKUP_DESTINATION_HEADER, route);
        headers.setContentType(contentType(metadata));
        headers.setHeader(MuxMessageHandler.CHANNEL_HEADER, channel);
        headers.setHeader(NativeMessageHeaderAccessor.NATIVE_HEADERS, nativeHeaders(metadata));
        return MessageBuilder.createMessage(channel.receive().map(DataBuffers::of), headers.getMessageHeaders());
    }

    private static Map<String, String> text(Map<String, ByteBuffer> metadata) {
        Map<String, String> text = new LinkedHashMap<>();
        metadata.forEach((key, value) ->
                text.put(key, StandardCharsets.UTF_8.decode(value).toString()));
        return text;
    }

    private static MimeType contentType(Map<String, String> metadata) {
        String said = metadata.get(MuxStrategies.CONTENT_TYPE);
        try {
            return said == null ? MuxStrategies.DEFAULT_MIME_TYPE : MimeTypeUtils.parseMimeType(said);
        } catch (InvalidMimeTypeException nonsense) {
            throw new ChannelException(MuxMessageHandler.INVALID_MESSAGE, "'%s' is no content-type".formatted(said));
        }
    }

    /** Apart from Spring's own headers, so that a peer cannot pass off something of its as one of them. */
    private static Map<String, List<String>> nativeHeaders(Map<String, String> metadata) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        metadata.forEach((key, value) -> headers.put(key, List.of(value)));
        return headers;
    }
}
