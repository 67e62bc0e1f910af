import org.jspecify.annotations.NullMarked;

/** Client and server of reactive-mux on Reactor Netty, and the protocol behind them. */
@NullMarked
module org.reactivemux.reactor {
    requires transitive org.reactivemux;
    requires transitive reactor.netty.core;
    // Reactor Netty is an automatic module and pulls in none of Netty's, so the ones it needs are named here too.
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.handler.proxy;
    requires io.netty.resolver;
    requires io.netty.resolver.dns;
    requires transitive io.netty.transport;
    requires io.netty.transport.unix.common;
    // Each is used if it is there; NIO does the work otherwise.
    requires static io.netty.transport.classes.epoll;
    requires static io.netty.transport.classes.io_uring;
    requires static io.netty.transport.classes.kqueue;
    // The credentials of a peer on NIO's Unix sockets.
    requires jdk.net;
    // For the one package that looks on by them.
    requires static transitive micrometer.commons;
    requires static transitive micrometer.core;
    requires static transitive micrometer.observation;

    exports org.reactivemux.reactor;
    exports org.reactivemux.reactor.micrometer;
}
