package org.reactivemux.samples.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivemux.Transport;
import org.reactivemux.samples.cli.forward.HostAndPort;
import org.reactivemux.samples.cli.forward.TcpTransport;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say where a server is, and what moves the bytes. */
final class Addresses {
    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "The Unix socket: a path, or @NAME for an abstract name on Linux.")
    private @Nullable String socket;

    @Option(
            names = "--tcp",
            paramLabel = "HOST:PORT",
            converter = Listen.class,
            description = "The TCP port: HOST:PORT, [IPv6]:PORT, or :PORT for this machine alone.")
    private @Nullable HostAndPort tcp;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            converter = TransportName.class,
            description = "epoll, io_uring, kqueue or nio. Default: the best that is there.")
    private @Nullable Transport transport;

    /** The path or abstract name of the Unix socket, if there is to be one. */
    Optional<String> socket() {
        if (socket != null && (socket.isEmpty() || socket.equals("@"))) {
            throw new CommandException("'%s' names no socket".formatted(socket));
        }
        return Optional.ofNullable(socket);
    }

    Optional<HostAndPort> tcp() {
        return Optional.ofNullable(tcp);
    }

    Optional<Transport> transport() {
        return Optional.ofNullable(transport);
    }

    /** What moves the bytes of TCP connections beside the server's: NIO where that was asked for. */
    TcpTransport tcpTransport() {
        return transport == Transport.NIO ? TcpTransport.NIO : TcpTransport.best();
    }

    void requireAny() {
        if (socket == null && tcp == null) {
            throw new UsageException("which server? --socket=PATH or --tcp=HOST:PORT says so");
        }
    }

    void requireOne() {
        requireAny();
        if (socket != null && tcp != null) {
            throw new UsageException("--socket and --tcp exclude each other: there is one server to connect to");
        }
    }

    /** As people write them. */
    @Override
    public String toString() {
        return Stream.of(socket(), tcp().map(HostAndPort::toString))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    /** A transport by its name in small letters. */
    static final class TransportName implements ITypeConverter<Transport> {
        private static final List<Transport> WITH_SOCKETS = Arrays.stream(Transport.values())
                .filter(transport -> transport != Transport.MEMORY)
                .toList();

        @Override
        public Transport convert(String value) {
            return WITH_SOCKETS.stream()
                    .filter(transport -> transport.toString().equals(value.toLowerCase(Locale.ROOT)))
                    .findAny()
                    .orElseThrow(() -> new TypeConversionException("'%s' is not one of %s"
                            .formatted(
                                    value,
                                    WITH_SOCKETS.stream()
                                            .map(Transport::toString)
                                            .collect(Collectors.joining(", ")))));
        }
    }
}
