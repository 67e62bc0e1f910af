package org.reactivemux.samples.cli;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 that grows with what passes by. For one thread at a time, and not for an event loop. */
final class Sha256 {
    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Leaves the buffer as it is. */
    void update(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
    }

    /** The digest of all that passed, as 64 hexadecimal digits; starts anew. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
