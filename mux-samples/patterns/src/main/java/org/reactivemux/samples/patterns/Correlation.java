package org.reactivemux.samples.patterns;

import java.nio.ByteBuffer;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/** What stands in the Reactor context of one process, in that of the next one too. */
public final class Correlation {
    /** The key in the context, and in the channel's metadata. */
    public static final String KEY = "correlation-id";

    private Correlation() {}

    /**
     * An exchange that tells its subscriber's id.
     *
     * @param mux the connection
     * @param name the channel's name
     * @param outbound what is sent
     * @return what comes
     */
    public static Flux<ByteBuffer> exchange(MuxConnection mux, String name, Publisher<ByteBuffer> outbound) {
        return Flux.deferContextual(context -> {
            ChannelSpec spec = ChannelSpec.named(name).metadata(KEY, Text.encode(context.get(KEY)));
            return mux.exchange(spec, outbound);
        });
    }

    /**
     * A handler whose context has its caller's id.
     *
     * @param handler may look for it, and for what it subscribes to
     * @return the handler
     */
    public static MuxHandler carriedOn(MuxHandler handler) {
        return channel -> {
            ByteBuffer id = channel.metadata().getOrDefault(KEY, Text.encode("none"));
            return Flux.from(handler.handle(channel)).contextWrite(Context.of(KEY, Text.decode(id)));
        };
    }
}
