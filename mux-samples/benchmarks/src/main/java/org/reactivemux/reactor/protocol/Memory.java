package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;

/** Where a message lies. */
public enum Memory {
    HEAP,
    DIRECT;

    ByteBuffer message(int size) {
        return switch (this) {
            case HEAP -> ByteBuffer.allocate(size);
            case DIRECT -> ByteBuffer.allocateDirect(size);
        };
    }
}
