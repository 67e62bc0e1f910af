package org.reactivemux.samples.webflux.gateway;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * One server-sent event with JSON in it.
 *
 * @param head what comes before the data
 * @param data what becomes JSON, which has no line breaks
 */
record Event(String head, Object data) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static Event of(Object data) {
        return new Event("", data);
    }

    static Event named(String name, Object data) {
        return new Event("event:" + name + "\n", data);
    }

    static Event numbered(long number, Object data) {
        return new Event("id:" + number + "\n", data);
    }

    /**
     * Answers with events, and asks for as many as the browser takes. All are one write to Netty, which flushes what has
     * come together; Spring's own writer makes a write and a flush of each.
     */
    static Mono<Void> send(Flux<Event> events, ServerHttpResponse response) {
        response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        return response.writeWith(events.map(Event::encoded));
    }

    private DataBuffer encoded() {
        String text = head + "data:" + JSON.writeValueAsString(data) + "\n\n";
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
