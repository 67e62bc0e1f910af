package org.reactivemux;

import java.util.Locale;

/** What moves a connection's bytes. All of them understand each other. */
public enum Transport {
    /** Linux's epoll, by Netty's native library. */
    EPOLL,
    /** Linux's io_uring, by Netty's native library. */
    IO_URING,
    /** The BSDs' and macOS's kqueue, by Netty's native library. */
    KQUEUE,
    /** The JDK's own channels, on any system. */
    NIO,
    /** No socket at all: two ends in one process, for tests. */
    MEMORY;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
