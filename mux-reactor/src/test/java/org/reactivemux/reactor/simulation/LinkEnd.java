package org.reactivemux.reactor.simulation;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.reactivemux.ErrorCode;

/** How a connection of the soak ends: by whose doing, with what words, and whether its channels may be over before. */
enum LinkEnd {
    /** The client leaves when all channels are over. */
    CLIENT_LEAVES_IDLE,
    /** The server leaves when all channels are over. */
    SERVER_LEAVES_IDLE,
    /** The client leaves in the middle of it, with all the time its channels need. */
    CLIENT_LEAVES,
    /** The server leaves in the middle of it. */
    SERVER_LEAVES,
    /** The client ends it in the middle of it, and says so. */
    CLIENT_DISPOSES,
    /** The server ends it in the middle of it. */
    SERVER_DISPOSES,
    /** The client's socket is closed without a word. */
    CLIENT_CRASHES,
    /** The server's socket is closed without a word. */
    SERVER_CRASHES;

    private static final List<LinkEnd> ALL = List.of(values());

    static LinkEnd random(Random random) {
        return ALL.get(random.nextInt(ALL.size()));
    }

    boolean isIdle() {
        return this == CLIENT_LEAVES_IDLE || this == SERVER_LEAVES_IDLE;
    }

    boolean isCut() {
        return !causes().isEmpty();
    }

    boolean isByServer() {
        return this == SERVER_LEAVES_IDLE || this == SERVER_LEAVES || this == SERVER_DISPOSES || this == SERVER_CRASHES;
    }

    /** What a stream may fail with that the end of the connection has cut short. */
    Set<ErrorCode> causes() {
        return switch (this) {
            case CLIENT_LEAVES_IDLE, SERVER_LEAVES_IDLE, CLIENT_LEAVES, SERVER_LEAVES -> Set.of();
            case CLIENT_DISPOSES, SERVER_DISPOSES -> Set.of(ErrorCode.CANCELLED);
            case CLIENT_CRASHES, SERVER_CRASHES -> Set.of(ErrorCode.CONNECTION_LOST);
        };
    }
}
