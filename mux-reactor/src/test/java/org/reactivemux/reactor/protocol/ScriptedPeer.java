package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;

/**
 * The other side of a session under test: sends it raw frames, one read at a time, and reads the frames it writes. Each
 * read is followed by a whole turn, on a clock that stands still until {@link #pass} moves it. Channels that the script
 * opens are accepted with a {@link ChannelProbe} unless {@link #whenOffered} says otherwise.
 */
final class ScriptedPeer implements SessionObserver {
    /** So that times wrap soon, as nanosecond clocks may. */
    private static final long START = Long.MAX_VALUE - 5_000_000_000L;

    private static final int ENDLESS = 100_000;

    private final Role role;
    private final Session session;
    private final List<Frame> heard = new ArrayList<>();
    private final List<ChannelProbe> probes = new ArrayList<>();
    private Consumer<ChannelProbe> whenOffered = probe -> probe.channel().accept();
    private long now = START;
    private int batchSize = 256 << 10;
    private int timesPutOff;
    private long outputMark;
    private boolean writable = true;
    private boolean flushing = true;
    private long unflushed;
    private boolean established;
    private boolean ended;
    private @Nullable MuxException cause;

    private ScriptedPeer(Role role, MuxOptions options, ChannelIds odd, ChannelIds even) {
        this.role = role;
        this.session = new Session(role, options, this, now, odd, even);
    }

    /** A session with nothing said on either side. */
    static ScriptedPeer silent(Role role, MuxOptions options) {
        return silent(role, options, new ChannelIds(Role.INITIATOR), new ChannelIds(Role.ACCEPTOR));
    }

    static ScriptedPeer silent(Role role, MuxOptions options, ChannelIds odd, ChannelIds even) {
        return new ScriptedPeer(role, options, odd, even);
    }

    /** A session in that role whose peer has greeted it with the protocol's default settings. */
    static ScriptedPeer extended(Role role) {
        return extended(role, MuxOptions.defaults());
    }

    static ScriptedPeer extended(Role role, MuxOptions options) {
        return silent(role, options).greets(Tlvs.role(role.other()));
    }

    /** The same with further settings of the peer's. */
    static ScriptedPeer extended(Role role, MuxOptions options, Tlvs settings) {
        return silent(role, options).greets(settings);
    }

    /** A session in that role whose peer has shown that it is plain: by its echo of the hello, or by a PING. */
    static ScriptedPeer plain(Role role) {
        return plain(role, MuxOptions.defaults());
    }

    static ScriptedPeer plain(Role role, MuxOptions options) {
        ScriptedPeer peer = silent(role, options);
        peer.turn();
        ByteBuffer hello = peer.readFrames().get(0).payload();
        byte[] echo = new byte[hello.remaining()];
        hello.get(echo);
        peer.send(role == Role.INITIATOR ? new Frame(0, Frame.PONG, 0, echo) : Frame.ping(""));
        peer.read();
        return peer;
    }

    ScriptedPeer greets(Tlvs settings) {
        turn();
        Frame hello = heard.get(0);
        send(Frame.hello(settings));
        if (role == Role.INITIATOR) {
            ByteBuffer echo = hello.payload();
            byte[] payload = new byte[echo.remaining()];
            echo.get(payload);
            send(new Frame(0, Frame.PONG, 0, payload));
        }
        assertThat(established).as("the hello was taken").isTrue();
        read();
        return this;
    }

    /** What happens to channels that the script opens. */
    ScriptedPeer whenOffered(Consumer<ChannelProbe> action) {
        whenOffered = action;
        return this;
    }

    /** Sends the frames as one read, and lets the session have its turn. */
    void send(Frame... frames) {
        sendBytes(Frame.stream(List.of(frames)));
    }

    void sendBytes(ByteBuffer bytes) {
        session.receive(bytes, now);
        turn();
    }

    /** The frames written since they were last asked for, as strings. */
    List<String> read() {
        return readFrames().stream().map(Frame::toString).toList();
    }

    List<Frame> readFrames() {
        List<Frame> frames = List.copyOf(heard);
        heard.clear();
        return frames;
    }

    /** The strings of those frames that are of a channel's, or of the connection's own for 0. */
    List<String> read(int channel) {
        return readFrames().stream()
                .filter(frame -> frame.channel() == channel)
                .map(Frame::toString)
                .toList();
    }

    /** Opens a channel from the session's side; its OPEN is written with the next turn. */
    ChannelProbe requestOpen(OptionalInt prefetch) {
        ChannelSpec spec = ChannelSpec.named("service");
        return requestOpen(prefetch.isPresent() ? spec.prefetch(prefetch.getAsInt()) : spec);
    }

    /** The same as a program asks for it. */
    ChannelProbe requestOpen(ChannelSpec spec) {
        return probing(session.open(ChannelHead.of(spec, session.chooseCodec(spec.codecs()))));
    }

    /** Opens a channel from the session's side, up to its OPEN on the wire. */
    ChannelProbe open() {
        ChannelProbe probe = requestOpen(OptionalInt.empty());
        turn();
        read();
        return probe;
    }

    /** Opens a channel from the session's side as a program asks for it; its OPEN can be read. */
    ChannelProbe open(ChannelSpec spec) {
        ChannelProbe probe = requestOpen(spec);
        turn();
        return probe;
    }

    /** Opens a channel from the session's side and accepts it. */
    ChannelProbe openAccepted() {
        ChannelProbe probe = open();
        send(Frame.ack(probe.channel().id()));
        return probe;
    }

    /** Has the script open a channel, which the session accepts. */
    ChannelProbe offer(int id) {
        send(Frame.open(id));
        read();
        return probe();
    }

    private ChannelProbe probing(Channel channel) {
        ChannelProbe probe = new ChannelProbe(this, channel);
        probes.add(probe);
        return probe;
    }

    /** The channel that was opened last, from either side. */
    ChannelProbe probe() {
        return probes.get(probes.size() - 1);
    }

    List<ChannelProbe> probes() {
        return probes;
    }

    /** Lets time pass, then has one turn. */
    void pass(Duration time) {
        now += time.toNanos();
        turn();
    }

    /** Lets a time-out pass, and what a second look takes beyond it. */
    void waitOut(Duration timeout) {
        pass(timeout);
        pass(untilDeadline());
    }

    /** Moves the clock without a turn, as when the process stood still. */
    void standStill(Duration time) {
        now += time.toNanos();
    }

    Duration untilDeadline() {
        return Duration.ofNanos(session.nextDeadline() - now);
    }

    /** From now on the transport takes nothing, or takes all that waits. */
    void writable(boolean takes) {
        writable = takes;
        turn();
    }

    /** From now on written batches reach the operating system only with {@link #flush}. */
    void holdFlushes() {
        flushing = false;
    }

    void flush() {
        session.flushed(unflushed);
        turn();
    }

    /** Where the operating system stands in what was written; 0 if it has taken all. */
    void outputMark(long mark) {
        outputMark = mark;
    }

    void batchSize(int bytes) {
        batchSize = bytes;
    }

    /** The end of the stream. */
    void hangUp() {
        session.now(now);
        session.inputClosed(null);
        turn();
    }

    /** One turn of the event loop, as the driver of a session has it. */
    void turn() {
        session.resume();
        session.writable(writable);
        session.tick(now, outputMark);
        session.deliver();
        for (int n = 0; session.hasOutput() && writable; n++) {
            assertThat(n).as("batches in one turn").isLessThan(ENDLESS);
            RecordingBatch batch = new RecordingBatch(batchSize);
            do {
                session.write(batch);
                session.deliver();
            } while (session.hasOutput() && !batch.isFull());
            unflushed = session.sealBatch();
            heard.addAll(batch.frames());
            if (flushing) {
                session.flushed(unflushed);
            }
            session.deliver();
        }
        if (session.isOverloaded()) {
            session.giveUpDeafPeer();
            turn();
        }
        if (session.hasPutOff()) {
            timesPutOff++;
            turn();
        }
    }

    /** How often something was put off to the next turn. */
    int timesPutOff() {
        return timesPutOff;
    }

    Session session() {
        return session;
    }

    Role role() {
        return role;
    }

    boolean isEstablished() {
        return established;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Why the connection ended; null if it did in good order. */
    @Nullable
    MuxException cause() {
        return cause;
    }

    ConnectionSnapshot snapshot() {
        return session.snapshot(1, Transport.MEMORY, now);
    }

    /** Whether the session still keeps a channel with that id. */
    boolean keeps(int id) {
        return snapshot().channels().stream().mapToInt(ChannelSnapshot::id).anyMatch(kept -> kept == id);
    }

    @Override
    public void established() {
        established = true;
    }

    @Override
    public void offered(Channel channel) {
        whenOffered.accept(probing(channel));
    }

    @Override
    public void ended(@Nullable MuxException why) {
        assertThat(ended).as("the end is told once").isFalse();
        ended = true;
        cause = why;
    }
}
