package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ConnectionException;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.Dialect;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerSettings;
import org.reactivemux.Transport;

/**
 * One connection as pure decisions. Its driver feeds it what was read, lets it deliver, has it fill batches to write,
 * and tells it the time:
 *
 * <pre>
 *   receive(bytes, now)   frames change channels; every changed channel is touched
 *   deliver()             observers of touched channels look; what that leads to is listed
 *   write(batch)          what is listed becomes frames
 *   tick(now)             what was waited for too long; nextDeadline() says when to come back
 * </pre>
 */
public final class Session {
    /** Channels that have something delivered, and are answered, before more is taken of what was read. */
    private static final int FEW = 16;

    private final Role role;
    private final MuxOptions options;
    private final SessionObserver observer;
    private final FrameDecoder decoder;
    private final Output output;
    private final ChannelRegistry channels;
    private final BurstQueue<Channel> touched = new BurstQueue<>();
    private final BurstQueue<Channel> unasked = new BurstQueue<>();
    private final ReassemblyBudget budget;
    private final GrowthBudget growth;
    private final Clockwork clockwork;
    private final FloodGuard floods;
    private PeerSettings peer = Hello.PLAIN;
    private @Nullable Dialect dialect;
    private @Nullable MuxException cause;
    private volatile Stage stage = Stage.GREETING;
    private boolean writable = true;
    private long bytesReceived;

    private enum Stage {
        GREETING,
        HEARD,
        GREETED,
        ESTABLISHED,
        ENDED,
        REPORTED
    }

    /**
     * A session of which nothing has been read or written. Its hello is the first thing it writes.
     *
     * @param role which side of the connection this is
     * @param options what this side accepts
     * @param observer told of what concerns the whole connection
     * @param now the time, in nanoseconds from any origin
     */
    public Session(Role role, MuxOptions options, SessionObserver observer, long now) {
        this(role, options, observer, now, new ChannelIds(Role.INITIATOR), new ChannelIds(Role.ACCEPTOR));
    }

    Session(Role role, MuxOptions options, SessionObserver observer, long now, ChannelIds odd, ChannelIds even) {
        this.role = role;
        this.options = options;
        this.observer = observer;
        this.channels =
                role == Role.INITIATOR ? new ChannelRegistry(this, odd, even) : new ChannelRegistry(this, even, odd);
        this.budget = new ReassemblyBudget(options.reassemblyBudget(), options.largestMessage());
        this.growth = new GrowthBudget(options.growthBudget());
        this.decoder =
                new FrameDecoder(Math.max(options.largestFrame(), PlainDialect.LARGEST_FRAME), new Greeting(this));
        this.output = new Output(PlainDialect.LARGEST_FRAME, answerBacklog(options));
        this.floods = new FloodGuard(options, now);
        byte[] hello = Hello.of(role, options).encode();
        this.clockwork = new Clockwork(this, hello, now);
        output.add(0, FrameFormat.PING, FrameFormat.HELLO, hello);
    }

    /** Each channel that the peer may open can have to be refused at one moment, when this side goes away. */
    private static long answerBacklog(MuxOptions options) {
        return Math.max(options.floodLimits().answerBacklog(), Output.REFUSAL * (long) options.maxChannels());
    }

    /**
     * Takes bytes that were read. A violation ends the session; it is reported like any other end. After the end they are
     * not looked at.
     *
     * @param in consumed to its limit; big-endian
     * @param now the time
     */
    public void receive(ByteBuffer in, long now) {
        while (in.hasRemaining()) {
            receiveSome(in, now);
        }
    }

    /**
     * Takes of the bytes that were read what is for the first few channels. If some are left, what came is best delivered
     * and answered before they are taken: the peer can go on with that meanwhile.
     *
     * @param in consumed to its limit, or less; big-endian
     * @param now the time
     */
    public void receiveSome(ByteBuffer in, long now) {
        if (isEnded()) {
            bytesReceived += in.remaining();
            in.position(in.limit());
            return;
        }
        int start = in.position();
        clockwork.received(now);
        floods.now(now);
        try {
            decoder.decode(in);
            floods.check();
        } catch (ConnectionException violation) {
            end(violation, new ErrorPayload(violation.code(), violation.getMessage()));
        }
        bytesReceived += in.position() - start;
    }

    /**
     * Whether more answers wait than may (L-4): a turn is due, and if that does not help, the end.
     *
     * @return true if the peer asks faster than this side has written
     */
    public boolean isOverloaded() {
        return !isEnded() && output.isOverloaded();
    }

    /** What could be written was written, and still too much waits: ends the session (L-4). */
    public void giveUpDeafPeer() {
        String why = "the peer does not read the answers it asks for";
        abort(new ConnectionException(ErrorCode.LIMIT_EXCEEDED, why, null), ErrorCode.LIMIT_EXCEEDED, why);
    }

    /**
     * The peer has ended its output, or the connection was lost.
     *
     * @param reason what the transport reported, or null at a regular end of file
     */
    public void inputClosed(@Nullable Throwable reason) {
        if (isEnded()) {
            return;
        }
        boolean idle = channels.isIdle() && decoder.isBetweenFrames() && reason == null;
        if (idle && (channels.goingAway().isUnderWay() || dialect == Dialect.PLAIN)) {
            end(null, null);
        } else {
            String detail = reason == null ? "the peer closed it without a word" : String.valueOf(reason.getMessage());
            end(new ConnectionException(ErrorCode.CONNECTION_LOST, "the connection was lost: " + detail, reason), null);
        }
    }

    /** Lets the observers look at all that has changed, until nothing changes any more. */
    public void deliver() {
        if (stage == Stage.HEARD) {
            stage = Stage.GREETED;
            observer.greeted();
        }
        if (stage == Stage.GREETED && isLetIn()) {
            stage = Stage.ESTABLISHED;
            clockwork.established();
            observer.established();
        }
        while (true) {
            Channel next = touched.poll();
            if (next != null) {
                next.settle();
                continue;
            }
            next = channels.nextOffered();
            if (next == null || isEnded()) {
                break;
            }
            observer.offered(next); // once all before it have been through their turn, and may have ended
        }
        if (stage == Stage.ESTABLISHED && channels.goingAway().weLeave() && channels.isEmpty() && output.isFlushed()) {
            end(null, null);
        }
        if (stage == Stage.ENDED) {
            stage = Stage.REPORTED;
            observer.ended(cause);
            deliver();
        }
    }

    /** H-8: an extended acceptor answers the hello once it has agreed to listen, and says why if it has not. */
    private boolean isLetIn() {
        return role == Role.ACCEPTOR || dialect == Dialect.PLAIN || clockwork.isHelloAnswered();
    }

    /**
     * Opens a channel. Its OPEN is written, and its id taken, with the next batch.
     *
     * @param head what the peer is told of it
     * @return the channel, not yet answered
     * @throws MuxException if the connection has ended or goes away, the peer cannot accept channels, or has as many as
     *     it wants
     */
    public Channel open(ChannelHead head) {
        MuxException ended = cause;
        if (isEnded()) {
            throw ended != null
                    ? ConnectionException.endedBefore(ended.code(), ended.getMessage(), ended)
                    : ConnectionException.endedBefore(ErrorCode.CANCELLED, "the connection has ended", null);
        }
        Channel channel = channels.request(head);
        channel.touch();
        return channel;
    }

    /** The OPEN of the channel is in the batch. */
    void opening(Channel channel) {
        channels.opening(channel);
        clockwork.opened(channel);
    }

    /** Tells the peer to go away: no more channels from either side, the open ones go on. */
    public void goAway() {
        if (!isEnded() && !channels.goingAway().weLeave()) {
            channels.leave();
            sayGoAway();
        }
    }

    /** A plain peer is not told (P-20), one that has not said what it speaks later (H-8). */
    private void sayGoAway() {
        GoAway word = channels.goingAway().said();
        if (dialect == Dialect.EXTENDED && word != null) {
            output.add(0, FrameFormat.CLOSE_CHANNEL, 0, word.encode());
        }
    }

    /**
     * Ends the connection at once: all that is open fails, and the peer is told why.
     *
     * @param why what channels and the observer see; null is an end in good order
     * @param code what the peer is told
     * @param text what the peer is told, for people
     */
    public void abort(@Nullable MuxException why, ErrorCode code, String text) {
        end(why, new ErrorPayload(code, text));
    }

    void peerEnded(ErrorPayload words) {
        boolean orderly = words.code().equals(ErrorCode.NONE);
        end(orderly ? null : new ConnectionException(words.code(), words.text(), null), null);
    }

    private void end(@Nullable MuxException why, @Nullable ErrorPayload lastWords) {
        if (isEnded()) {
            return;
        }
        stage = Stage.ENDED;
        cause = why;
        decoder.handTo(new Silence());
        MuxException seen =
                why != null ? why : new ConnectionException(ErrorCode.CANCELLED, "the connection was closed", null);
        output.abandon(seen);
        channels.failAll(seen);
        if (lastWords != null) {
            output.add(0, FrameFormat.ERROR, 0, lastWords.encode());
        }
    }

    /**
     * What has to be done because of the time.
     *
     * @param now the time
     * @param outputMark 0 if the operating system has taken all that was written, else a number that changes whenever it
     *     takes some
     */
    public void tick(long now, long outputMark) {
        if (!isEnded()) {
            clockwork.tick(now, outputMark);
        }
    }

    /**
     * When {@link #tick} has something to do next.
     *
     * @return a time, on the clock that {@code now} is from
     */
    public long nextDeadline() {
        return clockwork.nextDeadline();
    }

    /**
     * Whether something waits to be written.
     *
     * @return true if a batch should be filled
     */
    public boolean hasOutput() {
        return output.isWaiting();
    }

    /**
     * Fills a batch with what may be written now; {@link #deliver} comes afterwards, for writing makes room.
     *
     * @param batch where to
     */
    public void write(Batch batch) {
        output.write(batch);
    }

    /**
     * The batch at hand is complete.
     *
     * @return its number, for {@link #flushed}
     */
    public long sealBatch() {
        return output.sealBatch();
    }

    /**
     * Everything up to that batch was handed to the operating system.
     *
     * @param number as {@link #sealBatch} gave it
     */
    public void flushed(long number) {
        output.flushed(number);
    }

    /**
     * Whether the transport takes more at the moment; while it does not, writers are not asked for more.
     *
     * @param now whether it does
     */
    public void writable(boolean now) {
        writable = now;
        while (now && !unasked.isEmpty()) {
            Channel channel = unasked.remove();
            channel.listing().leaveUnasked();
            channel.touch();
        }
    }

    /**
     * What the peer speaks.
     *
     * @return null until its first frame has come
     */
    public @Nullable Dialect dialect() {
        return dialect;
    }

    /**
     * What the peer accepts.
     *
     * @return the settings of its hello; those of the plain dialect for a peer that says none
     */
    public PeerSettings peer() {
        return peer;
    }

    /**
     * Whether the connection is over.
     *
     * @return true from the moment of the end on
     */
    public boolean isEnded() {
        return stage == Stage.ENDED || stage == Stage.REPORTED;
    }

    /**
     * The figures of this moment; safe from any thread.
     *
     * @param transport what carries the connection
     * @return a copy
     */
    public ConnectionSnapshot snapshot(Transport transport) {
        long nanos = clockwork.roundTrip();
        List<ChannelSnapshot> open =
                channels.all().stream().map(Channel::snapshot).toList();
        return new ConnectionSnapshot(
                transport,
                nanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos)),
                output.encoder().frames(),
                decoder.frames(),
                output.encoder().bytes(),
                bytesReceived,
                channels.late().count(),
                open);
    }

    void establishExtended(PeerSettings settings) {
        dialect = Dialect.EXTENDED;
        peer = settings;
        output.scheduler().quantum(Math.max(PlainDialect.LARGEST_FRAME, largestFrameToSend()));
        established(new ExtendedFrames(this), options.largestFrame());
        sayGoAway();
    }

    FrameHandler establishPlain() {
        dialect = Dialect.PLAIN;
        FrameHandler frames = new PlainFrames(this);
        established(frames, largestPlainFrame());
        return frames;
    }

    private void established(FrameHandler frames, int largestFrame) {
        stage = Stage.HEARD;
        decoder.handTo(frames);
        decoder.largestFrame(largestFrame);
        clockwork.greeted(dialect == Dialect.PLAIN);
    }

    void pong(ByteBuffer payload) {
        floods.ping();
        byte[] echo = new byte[payload.remaining()];
        payload.get(echo);
        output.add(0, FrameFormat.PONG, 0, echo);
    }

    void pongReceived(ByteBuffer payload) {
        if (!clockwork.pong(payload)) {
            floods.ping();
        }
    }

    /** A grant is owed but not due; it rides along with the next write, or goes when the clock says so. */
    void listForGrant(Channel channel) {
        output.listForGrant(channel);
        clockwork.grantWaits();
    }

    /** S-5: what this side takes to be a good size, if the peer takes as much. */
    int largestFrameToSend() {
        return dialect == Dialect.PLAIN
                ? PlainDialect.LARGEST_FRAME
                : Math.min(peer.largestFrame(), options.largestFrame());
    }

    int receiveWindow() {
        return dialect == Dialect.PLAIN ? PlainDialect.WINDOW : options.initialWindow();
    }

    /** P-7: a plain peer may send all that it has in one frame. */
    int largestWindow() {
        int largest = options.largestWindow();
        return dialect == Dialect.PLAIN ? Math.min(largest, largestPlainFrame()) : largest;
    }

    private int largestPlainFrame() {
        return Math.max(options.largestFrame(), PlainDialect.LARGEST_FRAME);
    }

    /** Whether the channel's writer may be asked for more; if not now, it is looked at when that changes. */
    boolean mayAsk(Channel channel) {
        if (!writable && channel.listing().enterUnasked()) {
            unasked.add(channel);
        }
        return writable && !isEnded();
    }

    void touched(Channel channel) {
        touched.add(channel);
        if (touched.size() >= FEW) {
            decoder.pause();
        }
    }

    MuxOptions options() {
        return options;
    }

    Role role() {
        return role;
    }

    ChannelRegistry channels() {
        return channels;
    }

    FloodGuard floods() {
        return floods;
    }

    ReassemblyBudget budget() {
        return budget;
    }

    GrowthBudget growth() {
        return growth;
    }

    Output output() {
        return output;
    }
}
