package org.reactivemux.samples.webflux.gateway;

import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What the page shows. */
@RestController
final class ChannelController {
    private final ChannelFeed feed;

    ChannelController(ChannelFeed feed) {
        this.feed = feed;
    }

    /** The channels to the worker, four times a second. A browser that is slow misses some. */
    @GetMapping(path = "/channels", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> channels(ServerHttpResponse response) {
        return Event.send(feed.channels().map(Event::of), response);
    }
}
