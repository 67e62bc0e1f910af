package org.reactivemux.reactor;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxHandler;
import org.reactivestreams.Publisher;

/** Does jobs, each of which takes a moment, and counts how often it began each. */
final class JobHandler implements MuxHandler {
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Map<Job, Integer> begun = new ConcurrentHashMap<>();

    @Override
    public Publisher<Void> handle(MuxChannel channel) {
        begun.merge(Job.of(channel), 1, Integer::sum);
        return channel.send(channel.receive().delayElements(MOMENT));
    }

    /** How often each job was begun. */
    Map<Job, Integer> begun() {
        return begun;
    }
}
