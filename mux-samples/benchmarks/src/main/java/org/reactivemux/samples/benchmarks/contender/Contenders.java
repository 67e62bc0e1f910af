package org.reactivemux.samples.benchmarks.contender;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.uring.IoUringIoHandler;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;

/** All that are measured. */
public enum Contenders {
    /** This project on epoll. */
    MUX_EPOLL("reactive-mux, epoll"),
    /** This project on io_uring. */
    MUX_IO_URING("reactive-mux, io_uring"),
    /** This project on the JDK's own sockets. */
    MUX_NIO("reactive-mux, NIO"),
    /** RSocket-java on epoll. */
    RSOCKET("RSocket-java"),
    /** gRPC-java on epoll. */
    GRPC("gRPC-java"),
    /** The stack beneath, on epoll. */
    RAW_EPOLL("raw Reactor Netty, epoll"),
    /** The stack beneath, on io_uring. */
    RAW_IO_URING("raw Reactor Netty, io_uring");

    private final String title;

    Contenders(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** Only in the process that is to be measured: some start threads. */
    public Contender make() {
        return switch (this) {
            case MUX_EPOLL -> new MuxContender(Transport.EPOLL, MuxOptions.defaults());
            case MUX_IO_URING -> new MuxContender(Transport.IO_URING, MuxOptions.defaults());
            case MUX_NIO -> new MuxContender(Transport.NIO, MuxOptions.defaults());
            case RSOCKET -> new RSocketContender(loop(EpollIoHandler.newFactory()));
            case GRPC -> new GrpcContender(loop(EpollIoHandler.newFactory()));
            case RAW_EPOLL -> new RawContender(loop(EpollIoHandler.newFactory()));
            case RAW_IO_URING -> new RawContender(loop(IoUringIoHandler.newFactory()));
        };
    }

    /** One loop on each side: a connection has no use for more. */
    private static EventLoopGroup loop(IoHandlerFactory factory) {
        return new MultiThreadIoEventLoopGroup(1, factory);
    }
}
