package org.reactivemux.samples.cli;

import java.util.List;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import reactor.core.Disposable;

/** Somebody on the same connection who must not be to the harm of others. */
interface Troublemaker {

    /** One of each kind. */
    static List<Troublemaker> oneOfEach() {
        return List.of(new StoppedReader(), new SlowReader(), new Canceller(), new FailingWriter());
    }

    /** What it is called, and its channels. */
    String name();

    /** The server's part. */
    MuxHandler handler();

    /** The client's part; goes on until it is disposed. The deeds are counted from here. */
    Disposable trouble(MuxConnection connection);

    /** What it has done so far, for people. */
    String deeds();
}
