package org.reactivemux.reactor.reactive;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ConnectionException;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.Dialect;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerInfo;
import org.reactivemux.reactor.protocol.Channel;
import org.reactivemux.reactor.protocol.ChannelHead;
import org.reactivemux.reactor.protocol.Nanos;
import org.reactivemux.reactor.protocol.Role;
import org.reactivemux.reactor.protocol.Session;
import org.reactivemux.reactor.protocol.SessionObserver;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * One session on its event loop, as the application sees it: what is asked of it, and what comes, is seen to in its
 * {@link Turns}. The wire's owner feeds it with {@link #receive}, {@link #readComplete},
 * {@link #writabilityChanged} and {@link #inputClosed}.
 */
public final class Connection implements MuxConnection, SessionObserver {
    private static final Logger LOG = Loggers.getLogger(MuxConnection.class);
    private static final Logger FRAMES = Loggers.getLogger("org.reactivemux.frames");
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private final Wire wire;
    private final MuxOptions options;
    private final Routes routes;
    private final Witness witness;
    private final Session session;
    private final Outcome outcome = new Outcome();
    private final HandlerRuns running = new HandlerRuns();
    private final Farewell farewell;
    private final Turns turns;
    private final Entrance entrance;
    private final Disposable.Swap grace = Disposables.swap();
    private volatile @Nullable PeerInfo peer;

    /**
     * A connection that has not yet said anything; {@link #start} does.
     *
     * @param role which side this is
     * @param terms what it accepts, and from whom
     * @param wire what carries it
     */
    public Connection(Role role, Terms terms, Wire wire) {
        this.wire = wire;
        this.options = terms.options();
        this.routes = terms.routes();
        this.witness = new Witness(terms.observers());
        this.farewell = new Farewell(wire, Nanos.of(options.closeTimeout()));
        this.entrance = new Entrance(terms.authoriser());
        this.session = new Session(role, options, this, wire.now());
        this.turns = new Turns(wire, session, farewell, this::failed);
        witness.await(outcome.closed(), this);
        if (FRAMES.isDebugEnabled()) {
            session.logFrames(line -> FRAMES.debug("mux-{} {}", number, line));
        }
    }

    /** Says hello, whatever becomes of the peer (H-6), and reads as soon as the peer may speak; on the event loop. */
    public void start() {
        turns.turn();
        if (!session.isEnded()) {
            entrance.ask(wire::identity, this::authorised);
        }
    }

    private void authorised(boolean yes) {
        run(() -> {
            if (yes) {
                entrance.open();
                wire.startReading();
            } else {
                refuse(ErrorCode.UNAUTHORISED, "the peer is not authorised");
            }
        });
    }

    /**
     * Turns the peer away before it has been listened to: it only hears hello and why; before {@link #start}.
     *
     * @param why for the peer's people
     */
    public void turnAway(String why) {
        refuse(ErrorCode.LIMIT_EXCEEDED, why);
    }

    /** There may be any number of its kind, so it is not waited for. */
    private void refuse(ErrorCode code, String why) {
        farewell.beBrief();
        session.abort(new ConnectionException(code, why, null), code, why);
    }

    /**
     * The connection once the handshake is complete.
     *
     * @return this, or what an observer has put before it, or the reason why it never came to that; cancelling only stops the watching
     */
    public Mono<MuxConnection> ready() {
        return outcome.ready();
    }

    /**
     * Whether others on the connection wait behind a large transfer, so that its reads had better be short; on the event
     * loop.
     *
     * @return false while one channel sends, and where all send alike
     */
    public boolean othersWait() {
        return session.othersWait();
    }

    /**
     * Whether channels can still be opened; safe from any thread.
     *
     * @return false from the moment that either side goes away, or that the connection is over
     */
    public boolean takesChannels() {
        return session.takesChannels();
    }

    /**
     * Why it has ended, from the moment on that it takes no channels for that reason; safe from any thread.
     *
     * @return null as long as it goes on, and after an end in good order
     */
    public @Nullable MuxException cause() {
        return session.cause();
    }

    /**
     * How many channels there are; safe from any thread.
     *
     * @return those of both sides, as far as the event loop has heard of them
     */
    public int channelCount() {
        return session.channelCount();
    }

    /**
     * Bytes were read; on the event loop.
     *
     * @param bytes consumed to their limit
     */
    public void receive(ByteBuffer bytes) {
        if (entrance.isOpen()) {
            turns.receive(bytes);
        } else {
            bytes.position(bytes.limit()); // a peer that is gone already: its last bytes come without being asked for
        }
    }

    /** Nothing more to read for now: one turn for all that came; on the event loop. */
    public void readComplete() {
        turns.turn();
    }

    /** The socket takes more, or no more; on the event loop. */
    public void writabilityChanged() {
        turns.turn();
    }

    /**
     * The peer's output has ended or the connection is lost; on the event loop.
     *
     * @param reason what the transport reported, or null at a regular end of file
     */
    public void inputClosed(@Nullable Throwable reason) {
        farewell.inputOver();
        session.now(wire.now());
        session.inputClosed(reason);
        turns.turn();
        announceEnd();
    }

    /**
     * This side's own code failed where it must not; on the event loop.
     *
     * @param defect what was thrown
     */
    public void failed(Throwable defect) {
        LOG.error("A defect ended {}", this, defect);
        try {
            session.now(wire.now());
            session.abort(
                    new ConnectionException(ErrorCode.INTERNAL, "a defect ended the connection: " + defect, defect),
                    ErrorCode.INTERNAL,
                    "");
            turns.turn();
        } catch (Throwable worse) {
            LOG.error("It could not be ended in good order", worse);
            wire.close();
        }
    }

    /** As {@link Turns#turnSoon}. */
    void turnSoon() {
        turns.turnSoon();
    }

    /** As {@link Turns#run}. */
    void run(Runnable operation) {
        turns.run(operation);
    }

    boolean inLoop() {
        return wire.inLoop();
    }

    Channel openCore(ChannelSpec spec) {
        ChannelHead head = ChannelHead.of(spec, session.chooseCodec(spec.codecs()));
        head.checkSize();
        return session.open(head);
    }

    @Override
    public void greeted() {
        Dialect dialect = Objects.requireNonNull(session.dialect());
        peer = new PeerInfo(dialect, session.peer(), wire.identity());
    }

    @Override
    public void established() {
        outcome.established(witness.established(this));
    }

    @Override
    public void offered(Channel core) {
        if (running.size() >= 2 * Math.max(1, options.maxChannels())) {
            core.refuse(ErrorCode.REFUSED, "too many handlers of channels that have ended are still running");
        } else {
            routes.serve(new ReactiveChannel(this, core), witness);
        }
    }

    void started(HandlerRun handler) {
        running.add(handler);
    }

    void finished(HandlerRun handler) {
        running.remove(handler);
    }

    @Override
    public void ended(@Nullable MuxException cause) {
        outcome.ended(cause);
        running.cancelAll();
        grace.dispose();
        turns.stopAlarm();
        entrance.leave();
        wire.startReading(); // only to find the end of the input
        farewell.begin();
        announceEnd();
    }

    /** Only when the socket is done with as well: whoever waits for the end may then stop the process (K-17). */
    private void announceEnd() {
        if (farewell.isInputOver()) {
            outcome.announceEnd();
        }
    }

    @Override
    public Mono<MuxChannel> open(ChannelSpec spec) {
        Objects.requireNonNull(spec, "spec");
        return Mono.create(sink -> Opening.start(this, spec, sink));
    }

    @Override
    public Flux<ByteBuffer> exchange(ChannelSpec spec, Publisher<? extends ByteBuffer> outbound) {
        return new ExchangeFlux(
                this, Objects.requireNonNull(spec, "spec"), Objects.requireNonNull(outbound, "outbound"));
    }

    @Override
    public Mono<ByteBuffer> request(ChannelSpec spec, ByteBuffer message) {
        return RequestMono.of(this, Objects.requireNonNull(spec, "spec"), Objects.requireNonNull(message, "message"));
    }

    @Override
    public PeerInfo peer() {
        PeerInfo known = peer;
        if (known == null) {
            throw new IllegalStateException("the peer has not said anything yet");
        }
        return known;
    }

    @Override
    public ConnectionSnapshot snapshot() {
        return session.snapshot(number, wire.transport(), wire.now());
    }

    @Override
    public void logFrames(boolean on) {
        run(() -> session.logFrames(on ? line -> FRAMES.info("mux-{} {}", number, line) : null));
    }

    @Override
    public Mono<Void> shutdown(Duration period) {
        Objects.requireNonNull(period, "grace");
        return Mono.defer(() -> {
            run(() -> {
                session.goAway();
                grace.update(wire.schedule(() -> turns.guarded(this::graceOver), Nanos.of(period)));
            });
            return onClose().onErrorComplete();
        });
    }

    private void graceOver() {
        if (!session.isEnded()) {
            session.now(wire.now());
            String text = "the grace period of the shutdown is over";
            session.abort(new ConnectionException(ErrorCode.TIMEOUT, text, null), ErrorCode.TIMEOUT, text);
        }
    }

    @Override
    public Mono<Void> onClose() {
        return outcome.closed();
    }

    @Override
    public void dispose() {
        run(() -> {
            session.now(wire.now());
            session.abort(null, ErrorCode.CANCELLED, "the peer has closed the connection");
        });
    }

    @Override
    public boolean isDisposed() {
        return session.isEnded();
    }

    @Override
    public String toString() {
        return "mux-%d over %s".formatted(number, wire.transport());
    }
}
