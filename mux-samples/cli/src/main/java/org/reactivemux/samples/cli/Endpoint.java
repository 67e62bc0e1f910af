package org.reactivemux.samples.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.samples.cli.forward.TcpTransport;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say where a socket is and what moves its bytes. */
final class Endpoint {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Option(
            names = "--socket",
            required = true,
            paramLabel = "PATH",
            description = "The Unix socket: a path, or @NAME for an abstract name on Linux.")
    private String socket = "";

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            converter = TransportName.class,
            description = "epoll, io_uring, kqueue or nio. Default: the best that is there.")
    private @Nullable Transport transport;

    String socket() {
        return socket;
    }

    MuxServer server() {
        MuxServer server = MuxServer.create().unix(checkedSocket());
        return transport == null ? server : server.transport(transport);
    }

    private String checkedSocket() {
        if (socket.isEmpty() || socket.equals("@")) {
            throw new CommandException("'%s' names no socket".formatted(socket));
        }
        return socket;
    }

    MuxClient client() {
        MuxClient client = MuxClient.create().unix(checkedSocket());
        return transport == null ? client : client.transport(transport);
    }

    /** Connects, and waits until the connection is there. */
    MuxConnection connect() {
        return Objects.requireNonNull(client().connect().block(), "connected to nothing");
    }

    /** What moves the bytes of TCP connections beside the socket's: NIO where that was asked for. */
    TcpTransport tcpTransport() {
        return transport == Transport.NIO ? TcpTransport.NIO : TcpTransport.best();
    }

    /** Says good-bye and waits a moment until it is said, for the process may end right after. */
    static void leave(MuxConnection connection) {
        connection
                .shutdown(PATIENCE)
                .timeout(PATIENCE.multipliedBy(2))
                .onErrorComplete()
                .block();
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
