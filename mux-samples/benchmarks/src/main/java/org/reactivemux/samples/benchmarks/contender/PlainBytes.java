package org.reactivemux.samples.benchmarks.contender;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The bytes as they are, for gRPC: one copy out and one in. */
enum PlainBytes implements Marshaller<byte[]> {
    INSTANCE;

    @Override
    public InputStream stream(byte[] message) {
        return new Draining(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
        try {
            byte[] message = new byte[stream.available()];
            stream.readNBytes(message, 0, message.length);
            return message;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Goes into gRPC's buffer at once: any other stream passes through a buffer made for it. */
    private static final class Draining extends ByteArrayInputStream implements Drainable, KnownLength {
        Draining(byte[] message) {
            super(message);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            return (int) transferTo(target);
        }
    }
}
