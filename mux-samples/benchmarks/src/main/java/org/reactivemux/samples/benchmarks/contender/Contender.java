package org.reactivemux.samples.benchmarks.contender;

import java.nio.file.Path;

/** One way of carrying messages between two processes. Each side is made in a process of its own. */
public interface Contender {

    /**
     * The same, set up for many channels.
     *
     * @param channels that will be open at the same time on one connection
     * @return a contender that allows them
     */
    default Contender withRoomFor(int channels) {
        return this;
    }

    /**
     * Serves every workload it can, until closed.
     *
     * @param socket where to listen; nothing is there yet
     * @return the listening server
     */
    AutoCloseable serve(Path socket);

    /**
     * Connects to a server of the same kind.
     *
     * @param socket where it listens
     * @return the client
     */
    Client connect(Path socket);
}
