package org.reactivemux.samples.cli;

import org.reactivemux.MuxChannel;
import org.reactivemux.MuxHandler;
import org.reactivestreams.Publisher;

/** Sends back each message. What the reader does not take, the writer is not asked for. */
final class EchoHandler implements MuxHandler {

    @Override
    public Publisher<Void> handle(MuxChannel channel) {
        return channel.send(channel.receive());
    }
}
