package org.reactivemux.samples.patterns.guide;

import java.nio.ByteBuffer;
import org.reactivemux.ChannelSpec;
import org.reactivemux.Codec;
import org.reactivemux.MuxConnection;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** A channel with a codec. */
public final class Compressing {
    private Compressing() {}

    /**
     * Asks for compressed messages.
     *
     * @param mux the connection
     * @param subscriptions what is sent
     * @return what comes
     */
    public static Flux<ByteBuffer> quotes(MuxConnection mux, Publisher<ByteBuffer> subscriptions) {
        ChannelSpec spec =
                ChannelSpec.named("quotes").codec(Codec.ZSTD, Codec.DEFLATE); // the first that both sides understand
        Flux<ByteBuffer> quotes = mux.exchange(spec, subscriptions);
        return quotes;
    }
}
