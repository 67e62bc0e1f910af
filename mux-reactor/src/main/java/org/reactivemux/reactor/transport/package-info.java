/**
 * What moves the bytes: Netty's channels and event loops under Reactor Netty's client and server, the files of Unix
 * sockets, and a link in memory for tests. The only package that knows Netty.
 */
package org.reactivemux.reactor.transport;
