package org.reactivemux.reactor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One direction of a {@link SlowLine}: one thread takes in, another gives out when it is time. */
final class SlowDirection {
    private static final int CHUNK = 16 << 10;

    /** What waits at the entrance beside what is travelling, as in the buffer of a router. */
    private static final int QUEUE = 512 << 10;

    private final Socket from;
    private final Socket to;
    private final long delayNanos;
    private final double nanosForAByte;
    private final BlockingQueue<Parcel> line = new LinkedBlockingQueue<>();
    private final Semaphore room;

    /** Bytes that are due at the other end at that time; the last of all is the end. */
    private record Parcel(ByteBuffer bytes, boolean isEnd, long due) {}

    SlowDirection(Socket from, Socket to, Duration delay, int bytesPerSecond) {
        this.from = from;
        this.to = to;
        this.delayNanos = delay.toNanos();
        this.nanosForAByte = (double) TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
        this.room = new Semaphore((int) (delayNanos / nanosForAByte) + QUEUE);
    }

    /** The line begins to carry a parcel when it has carried the one before. */
    void takeIn() throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        long free = System.nanoTime();
        boolean ended = false;
        while (!ended) {
            byte[] chunk = new byte[CHUNK];
            int read = in.read(chunk);
            ended = read < 0;
            int length = Math.max(0, read);
            room.acquire(length);
            free = Math.max(free, System.nanoTime()) + (long) (length * nanosForAByte);
            line.add(new Parcel(ByteBuffer.wrap(chunk, 0, length), ended, free + delayNanos));
        }
    }

    void giveOut() throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        for (Parcel next = line.take(); !next.isEnd(); next = line.take()) {
            waitUntil(next.due());
            out.write(next.bytes().array(), 0, next.bytes().limit());
            room.release(next.bytes().limit());
        }
        to.shutdownOutput();
    }

    private static void waitUntil(long due) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }
}
