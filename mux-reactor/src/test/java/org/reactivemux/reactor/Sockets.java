package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import io.netty.channel.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * Servers and clients of one carrier in a short directory of their own, with the Netty channels beneath them in
 * sight. Closing ends all of it, waits for the last channel, and finds what was left in the directory.
 */
public final class Sockets implements AutoCloseable {
    /** Every server sends back what comes on a channel of this name. */
    public static final String ECHO = "echo";

    /** Every server has a handler of this name, by which a client finds the server's end of its connection. */
    private static final String OTHER_END = "other end";

    private final Carrier carrier;
    private final Path directory;
    private final List<MuxBinding> bindings = new CopyOnWriteArrayList<>();
    private final List<MuxConnection> connections = new CopyOnWriteArrayList<>();
    private final List<Channel> listening = new CopyOnWriteArrayList<>();
    private final List<Channel> accepted = new CopyOnWriteArrayList<>();
    private final List<Channel> connected = new CopyOnWriteArrayList<>();
    private final AtomicReference<MuxConnection> otherEnd = new AtomicReference<>();

    /** Unix sockets. */
    public Sockets(Transport transport) {
        this(Carrier.ofUnixSockets(transport));
    }

    public Sockets(Carrier carrier) {
        TransportsHere.require(carrier.transport());
        this.carrier = carrier;
        try {
            directory = Files.createTempDirectory("mux");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Transport transport() {
        return carrier.transport();
    }

    /** Where the server listens unless a test says otherwise. */
    public Path path() {
        return path("s");
    }

    public Path path(String name) {
        return directory.resolve(name);
    }

    /** A server that has an echo, for {@link #path()} or a port of its own. */
    public MuxServer server() {
        return carrier.on(serverWithoutAddress(), path());
    }

    /** A server that has an echo, and nowhere to listen yet. */
    public MuxServer serverWithoutAddress() {
        return MuxServer.create()
                .transport(transport())
                .beneath(this::watch)
                .handle(ECHO, channel -> channel.send(channel.receive()))
                .handle(OTHER_END, channel -> {
                    otherEnd.set(channel.connection());
                    return Mono.empty();
                });
    }

    /** A client for {@link #path()}, or for the port of the server that was bound last. */
    public MuxClient client() {
        return carrier.to(clientWithoutAddress(), path(), this);
    }

    /** A client that has nowhere to connect to yet. */
    public MuxClient clientWithoutAddress() {
        return MuxClient.create().transport(transport()).beneath(this::watch);
    }

    /** The port of the server that was bound last to one, if there is any. */
    OptionalInt port() {
        return bindings.stream()
                .filter(binding -> binding.addresses().stream().noneMatch(address -> address.startsWith("/")))
                .mapToInt(Sockets::portOf)
                .reduce((earlier, later) -> later);
    }

    /** The port in the last address of a binding. */
    public static int portOf(MuxBinding binding) {
        String address = binding.addresses().get(binding.addresses().size() - 1);
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    TcpServer watch(TcpServer beneath) {
        return beneath.doOnBound(server -> listening.add(server.channel()))
                .doOnChannelInit((observer, channel, remote) -> accepted.add(channel));
    }

    TcpClient watch(TcpClient beneath) {
        return beneath.doOnChannelInit((observer, channel, remote) -> connected.add(channel));
    }

    public MuxBinding bind(MuxServer server) {
        return keep(Objects.requireNonNull(server.bind().block(PATIENCE)));
    }

    MuxBinding keep(MuxBinding binding) {
        bindings.add(binding);
        return binding;
    }

    public MuxConnection connect(MuxClient client) {
        return keep(Objects.requireNonNull(client.connect().block(PATIENCE)));
    }

    public MuxConnection keep(MuxConnection connection) {
        connections.add(connection);
        return connection;
    }

    /** Binds a server that has no more than its echo, and connects to it. */
    MuxConnection connectToEcho() {
        return connectTo(server -> server);
    }

    /** Binds such a server and connects to it. */
    MuxConnection connectTo(UnaryOperator<MuxServer> serving) {
        bind(serving.apply(server()));
        return connect(client());
    }

    /** Asks and waits for the answer: what either side did before has by then arrived at the other, and back. */
    public static void roundTrip(MuxConnection client) {
        client.request(ECHO, ByteBuffer.allocate(1)).block(PATIENCE);
    }

    /** The server's end of a client's connection. */
    public MuxConnection otherEndOf(MuxConnection client) {
        client.exchange(OTHER_END, Flux.empty()).blockLast(PATIENCE);
        return keep(Objects.requireNonNull(otherEnd.get(), "the server's end"));
    }

    /** The server's end of a connection that is the only one of the server bound last. */
    public MuxConnection endOfOnlyConnection() {
        List<MuxConnection> all = bindings.get(bindings.size() - 1).connections();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** The channels of a connection, without those that this class has opened itself. */
    static List<ChannelSnapshot> channelsOf(MuxConnection connection) {
        return connection.snapshot().channels().stream()
                .filter(channel ->
                        !channel.name().equals(ECHO) && !channel.name().equals(OTHER_END))
                .toList();
    }

    /** The Netty channels that listen, or did. */
    List<Channel> listening() {
        return listening;
    }

    /** The Netty channels of the servers' ends, also of closed ones. */
    public List<Channel> accepted() {
        return accepted;
    }

    /** The Netty channels of the clients' ends, also of closed ones. */
    public List<Channel> connected() {
        return connected;
    }

    /** Closes without a word, as a crash would. */
    static void kill(Channel channel) {
        channel.close();
    }

    /** Ends all connections of the clients. */
    void disconnect() {
        connections.forEach(MuxConnection::dispose);
    }

    @Override
    public void close() {
        disconnect();
        bindings.forEach(MuxBinding::dispose);
        try {
            bindings.forEach(binding -> binding.onDispose().block(PATIENCE));
            channels().forEach(Sockets::awaitClosed);
        } finally {
            channels().forEach(Sockets::kill);
            assertThat(leftovers()).as("what is left in %s", directory).isEmpty();
        }
    }

    private Stream<Channel> channels() {
        return Stream.of(connected, accepted, listening).flatMap(List::stream);
    }

    private static void awaitClosed(Channel channel) {
        assertThat(channel.closeFuture().awaitUninterruptibly(PATIENCE.toMillis()))
                .as("%s is closed", channel)
                .isTrue();
        settle(channel);
    }

    /** Waits until the channel's event loop has done what it was given so far. */
    public static void settle(Channel channel) {
        assertThat(channel.eventLoop().submit(() -> {}).awaitUninterruptibly(PATIENCE.toMillis()))
                .as("the loop of %s turns", channel)
                .isTrue();
    }

    /** Removes the directory with all that is in it, and tells what that was. */
    private List<String> leftovers() {
        try (Stream<Path> entries = Files.walk(directory)) {
            List<Path> deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : deepestFirst) {
                Files.delete(entry);
            }
            return deepestFirst.stream()
                    .filter(entry -> !entry.equals(directory))
                    .map(entry -> directory.relativize(entry).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
