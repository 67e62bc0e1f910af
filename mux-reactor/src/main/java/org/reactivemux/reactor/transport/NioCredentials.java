package org.reactivemux.reactor.transport;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioChannelOption;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.reactivemux.PeerCredentials;

/** What the JDK tells of the peer of a Unix socket. */
final class NioCredentials {
    private NioCredentials() {}

    static Optional<PeerCredentials> of(Channel channel) {
        UnixDomainPrincipal principal =
                channel.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
        return Optional.ofNullable(principal)
                .map(known -> new PeerCredentials.Names(
                        known.user().getName(), known.group().getName()));
    }
}
