package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.Codec;
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
    private final Role role;
    private final MuxOptions options;
    private final Agreement agreement;
    private final Lifetime lifetime;
    private final FrameDecoder decoder;
    private final Output output;
    private final ChannelRegistry channels;
    private final Delivery delivery;
    private final Writability writability = new Writability();
    private final Codecs codecs;
    private final ReassemblyBudget budget;
    private final WindowTuning windows;
    private final FloodGuard floods;
    private final Clockwork clockwork;
    private final Pings pings;
    private final Ending ending;
    private final Figures figures;

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
        this.agreement = new Agreement(options);
        this.lifetime = new Lifetime(observer);
        this.decoder = new FrameDecoder(agreement.largestFrameToTake(), new Greeting(this));
        this.delivery = new Delivery(this, lifetime, decoder, observer);
        this.output = new Output(PlainDialect.LARGEST_FRAME, options);
        this.channels =
                role == Role.INITIATOR ? new ChannelRegistry(this, odd, even) : new ChannelRegistry(this, even, odd);
        this.codecs = new Codecs(options.compression(), options.largestMessage());
        this.budget = new ReassemblyBudget(options.reassemblyBudget(), options.largestMessage());
        this.windows = new WindowTuning(this, options.growthBudget());
        this.floods = new FloodGuard(options, now);
        byte[] hello = Hello.of(role, options).encode();
        this.clockwork = new Clockwork(this, now);
        this.pings = new Pings(this, hello, now);
        this.ending = new Ending(this, lifetime, decoder);
        this.figures = new Figures(this, lifetime, output.encoder().tally(), decoder.tally(), now);
        output.add(0, FrameFormat.PING, FrameFormat.HELLO, hello);
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
            in.position(in.limit());
            return;
        }
        clockwork.received(now);
        floods.now(now);
        try {
            decoder.decode(in);
            floods.check();
        } catch (ConnectionException violation) {
            ending.violated(violation);
        }
    }

    /** Whether more answers wait than may (L-4): a turn is due, and if that does not help, the end. */
    public boolean isOverloaded() {
        return !isEnded() && output.isOverloaded();
    }

    /** What could be written was written, and still too much waits: ends the session (L-4). */
    public void giveUpDeafPeer() {
        String why = "the peer does not read the answers it asks for";
        abort(new ConnectionException(ErrorCode.LIMIT_EXCEEDED, why, null), ErrorCode.LIMIT_EXCEEDED, why);
    }

    /**
     * What happens next happens at that time. Reading and ticking tell it themselves; an end that comes from elsewhere,
     * maybe long after them, does not.
     *
     * @param time the time
     */
    public void now(long time) {
        clockwork.now(time);
    }

    /**
     * The peer has ended its output, or the connection was lost.
     *
     * @param reason what the transport reported, or null at a regular end of file
     */
    public void inputClosed(@Nullable Throwable reason) {
        if (!isEnded()) {
            ending.inputClosed(reason);
        }
    }

    /** Lets the observers look at all that has changed, until nothing changes any more. */
    public void deliver() {
        delivery.deliver();
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
        lifetime.checkNotEnded();
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
        ending.goAway();
    }

    /**
     * Ends the connection at once: all that is open fails, and the peer is told why.
     *
     * @param why what channels and the observer see; null is an end in good order
     * @param code what the peer is told
     * @param text what the peer is told, for people
     */
    public void abort(@Nullable MuxException why, ErrorCode code, String text) {
        ending.end(why, new ErrorPayload(code, text));
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

    /** When {@link #tick} has something to do next, on the clock that its {@code now} is from. */
    public long nextDeadline() {
        return clockwork.nextDeadline();
    }

    /** Whether something was put off for others' sake (L-12): {@link #resume} is due when they have had their turn. */
    public boolean hasPutOff() {
        return codecs.turn().hasPutOff();
    }

    /** The event loop has looked for what else there is, so that what was put off may go on; {@link #deliver} follows. */
    public void resume() {
        codecs.turn().over();
    }

    /** Whether something waits to be written, so that a batch should be filled. */
    public boolean hasOutput() {
        return output.isWaiting();
    }

    /** Fills a batch with what may be written now; {@link #deliver} comes afterwards, for writing makes room. */
    public void write(Batch batch) {
        output.write(batch);
    }

    /** The batch at hand is complete; tells its number, for {@link #flushed}. */
    public long sealBatch() {
        return output.sealBatch();
    }

    /** Everything up to the batch of that number was handed to the operating system. */
    public void flushed(long number) {
        output.flushed(number);
    }

    /** Whether the transport takes more at the moment; while it does not, writers are not asked for more. */
    public void writable(boolean now) {
        writability.set(now);
    }

    /** What the peer speaks; null until its first frame has come. */
    public @Nullable Dialect dialect() {
        return agreement.dialect();
    }

    /** What the peer accepts: the settings of its hello, or those of the plain dialect for a peer that says none. */
    public PeerSettings peer() {
        return agreement.peer();
    }

    /**
     * The codec that a channel opened from here asks for.
     *
     * @param wishes in the order of preference
     * @return the first that both sides understand, or null if there is none, as with a plain peer
     */
    public @Nullable Codec chooseCodec(List<Codec> wishes) {
        return codecs.choose(wishes, peer().codecs());
    }

    /** Whether the connection is over, from the moment of the end on; safe from any thread. */
    public boolean isEnded() {
        return lifetime.isEnded();
    }

    /** Why it is over; null while it goes on, and after an end in good order; safe from any thread. */
    public @Nullable MuxException cause() {
        return lifetime.cause();
    }

    /** Whether channels can still be opened: it neither is over nor goes away; safe from any thread. */
    public boolean takesChannels() {
        return !isEnded() && !channels.goingAway().isUnderWay();
    }

    /** How many channels there are, whoever opened them; safe from any thread. */
    public int channelCount() {
        return channels.size();
    }

    /**
     * A copy of the figures of this moment; safe from any thread.
     *
     * @param number of the connection in its process
     * @param transport what carries it
     * @param now the time
     * @return the copy
     */
    public ConnectionSnapshot snapshot(long number, Transport transport, long now) {
        return figures.snapshot(number, transport, now);
    }

    /**
     * Describes each frame from now on, in a line of its own, or none any more.
     *
     * @param lines takes the lines, or null
     */
    public void logFrames(@Nullable Consumer<String> lines) {
        FrameLog log = lines == null ? null : new FrameLog(lines);
        decoder.log(log);
        output.encoder().log(log);
    }

    /** The peer's first frame has told what it speaks; that frame and all that follow mean what these make of them. */
    void greeted(FrameHandler frames) {
        lifetime.heard();
        decoder.handTo(frames);
        decoder.largestFrame(agreement.largestFrameToTake());
        output.scheduler().quantum(Math.max(PlainDialect.LARGEST_FRAME, agreement.largestFrameToSend()));
        clockwork.greeted(agreement.isPlain());
        ending.sayGoAway();
    }

    /** A grant is owed but not due; it rides along with the next write, or goes when the clock says so. */
    void listForGrant(Channel channel) {
        output.listForGrant(channel);
        clockwork.grantWaits();
    }

    /** Whether the channel's writer may be asked for more; if not now, it is looked at when that changes. */
    boolean mayAsk(Channel channel) {
        return writability.mayAsk(channel) && !isEnded();
    }

    void touched(Channel channel) {
        delivery.touched(channel);
    }

    MuxOptions options() {
        return options;
    }

    Role role() {
        return role;
    }

    Agreement agreement() {
        return agreement;
    }

    Ending ending() {
        return ending;
    }

    ChannelRegistry channels() {
        return channels;
    }

    Clockwork clockwork() {
        return clockwork;
    }

    Pings pings() {
        return pings;
    }

    FloodGuard floods() {
        return floods;
    }

    Codecs codecs() {
        return codecs;
    }

    ReassemblyBudget budget() {
        return budget;
    }

    /** Whether others on the connection wait behind what comes of one channel (W-17). */
    public boolean othersWait() {
        return windows.othersWait();
    }

    WindowTuning windows() {
        return windows;
    }

    Output output() {
        return output;
    }
}
