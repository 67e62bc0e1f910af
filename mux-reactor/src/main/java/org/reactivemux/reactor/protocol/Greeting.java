package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;

/**
 * The peer's first frame decides what it speaks: a PING with HELLO means the extended dialect, anything else the plain
 * one (docs/protocol.md, H-7). From then on the session goes on with its established frame handling.
 */
final class Greeting implements FrameHandler {
    private final Session session;

    Greeting(Session session) {
        this.session = session;
    }

    @Override
    public void ping(int flags, ByteBuffer payload) {
        if ((flags & FrameFormat.HELLO) == 0) {
            plain().ping(flags, payload);
            return;
        }
        byte[] echo = new byte[payload.remaining()];
        payload.get(payload.position(), echo);
        Hello hello = Hello.decode(payload, session.role());
        if (hello.role() == session.role()) {
            throw Rule.ROLES_DIFFER.violated("both sides are the " + hello.role() + ": a connection to oneself");
        }
        session.agreement().extended(hello.settings());
        session.greeted(new ExtendedFrames(session));
        session.output().add(0, FrameFormat.PONG, 0, echo);
    }

    private FrameHandler plain() {
        FrameHandler frames = new PlainFrames(session);
        session.agreement().plain();
        session.greeted(frames);
        return frames;
    }

    @Override
    public void open(int channel, ByteBuffer head) {
        plain().open(channel, head);
    }

    @Override
    public void ack(int channel, ByteBuffer head) {
        plain().ack(channel, head);
    }

    @Override
    public void data(int channel, int flags, ByteBuffer message) {
        plain().data(channel, flags, message);
    }

    @Override
    public void flowControl(int channel, ByteBuffer grant) {
        plain().flowControl(channel, grant);
    }

    @Override
    public void close(int channel, int flags, ByteBuffer payload) {
        plain().close(channel, flags, payload);
    }

    @Override
    public void error(int channel, ByteBuffer payload) {
        plain().error(channel, payload);
    }

    @Override
    public void pong(ByteBuffer payload) {
        plain().pong(payload);
    }
}
