package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.Codec;
import org.reactivemux.Dialect;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerCredentials;
import org.reactivemux.PeerSettings;
import org.reactivemux.Transport;

/** Who is at the other end, as the operating system and the peer itself say. */
@EachTransport
class PeerTest {
    private static final MuxOptions OPTIONS = MuxOptions.builder()
            .largestFrame(2_048)
            .largestMessage(4_096)
            .maxChannels(7)
            .initialWindow(3_000)
            .prefetch(5)
            .build();
    private static final PeerSettings AS_SAID = new PeerSettings(1, 2_048, 4_096, 7, 3_000, 5, Set.of(Codec.values()));
    private static final PeerSettings DEFAULTS =
            new PeerSettings(1, 65_536, 16 << 20, 1_024, 131_072, 1, Set.of(Codec.values()));

    @AutoClose
    private final Sockets sockets;

    PeerTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    /** This process, for it is at both ends. */
    private PeerCredentials ourselves() throws IOException {
        Path ours = sockets.path();
        if (sockets.transport() == Transport.NIO) {
            PosixFileAttributes file = Files.readAttributes(ours, PosixFileAttributes.class);
            return new PeerCredentials.Names(
                    file.owner().getName(), file.group().getName());
        }
        return new PeerCredentials.Ids(
                (int) ProcessHandle.current().pid(), (int) Files.getAttribute(ours, "unix:uid"), (int)
                        Files.getAttribute(ours, "unix:gid"));
    }

    @Test
    void theClientKnowsTheServersCredentials() throws IOException {
        MuxConnection mux = sockets.connectToEcho();
        assertThat(mux.peer().credentials()).contains(ourselves());
    }

    @Test
    void theServerKnowsTheClientsCredentials() throws IOException {
        MuxConnection otherEnd = sockets.otherEndOf(sockets.connectToEcho());
        assertThat(otherEnd.peer().credentials()).contains(ourselves());
    }

    @Test
    void bothSpeakTheExtendedDialect() {
        MuxConnection mux = sockets.connectToEcho();
        assertThat(mux.peer().dialect()).isEqualTo(Dialect.EXTENDED);
        assertThat(sockets.otherEndOf(mux).peer().dialect()).isEqualTo(Dialect.EXTENDED);
    }

    /** H-14 */
    @Test
    void eachKnowsWhatTheOtherAccepts() {
        sockets.bind(sockets.server());
        MuxConnection mux = sockets.connect(sockets.client().options(OPTIONS));
        assertThat(mux.peer().settings()).isEqualTo(DEFAULTS);
        assertThat(sockets.otherEndOf(mux).peer().settings()).isEqualTo(AS_SAID);
    }

    /** H-14 */
    @Test
    void theOptionsOfTheServerHoldForEachOfItsConnections() {
        sockets.bind(sockets.server().options(OPTIONS));
        assertThat(sockets.connect(sockets.client()).peer().settings()).isEqualTo(AS_SAID);
        assertThat(sockets.connect(sockets.client()).peer().settings()).isEqualTo(AS_SAID);
    }

    @Test
    void thePeerIsStillKnownAfterTheEnd() {
        MuxConnection mux = sockets.connectToEcho();
        mux.dispose();
        mux.onClose().block(PatientVerifiers.PATIENCE);
        assertThat(mux.peer().settings()).isEqualTo(DEFAULTS);
    }
}
