package org.reactivemux.samples.webflux.market;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * A market in which everything listed is traded at one rate, by chance and the same for the same seed. It beats: at each
 * beat all trades are made that have become due since the last. What it knows belongs to one thread. A symbol that is not
 * listed is an {@link UnknownSymbolException}.
 */
public final class SimulatedMarket implements Disposable {
    /** How many trades {@link #history} can look back. */
    public static final int LONGEST_HISTORY = 1_000;

    /** Short for the eye, and long beside what a beat costs. */
    private static final Duration BEAT = Duration.ofMillis(20);

    private final Scheduler thread;
    private final long gapNanos;
    private final long openedNanos;
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final Sinks.Many<Long> beats = Sinks.many().multicast().directBestEffort();
    private final Disposable beating;
    private volatile long due;

    /**
     * Opens the market.
     *
     * @param seed what decides all prices
     * @param ticksPerSecond trades of each instrument
     * @param thread a single thread, whose clock counts; stays the caller's
     */
    public SimulatedMarket(long seed, int ticksPerSecond, Scheduler thread) {
        if (ticksPerSecond < 1) {
            throw new IllegalArgumentException("there is at least 1 tick a second, not " + ticksPerSecond);
        }
        this.thread = thread;
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / ticksPerSecond;
        this.openedNanos = thread.now(TimeUnit.NANOSECONDS);
        Instant opened = Instant.ofEpochMilli(thread.now(TimeUnit.MILLISECONDS));
        for (Instrument instrument : Instrument.LISTED) {
            PricePath path = new PricePath(instrument, seed, opened, Duration.ofNanos(gapNanos));
            listings.put(instrument.symbol(), new Listing(path, LONGEST_HISTORY));
        }
        this.beating = Flux.interval(BEAT, thread).subscribe(beat -> beat());
    }

    private void beat() {
        due = (thread.now(TimeUnit.NANOSECONDS) - openedNanos) / gapNanos;
        listings.values().forEach(listing -> listing.advanceTo(due));
        // Whoever is still busy with an earlier beat misses this one, and finds all that is due at its next.
        beats.tryEmitNext(due);
    }

    /**
     * How everything stands.
     *
     * @return the quotes of all instruments, always in the same order
     */
    public Mono<List<Quote>> quotes() {
        return onThread(Mono.fromSupplier(
                () -> listings.values().stream().map(Listing::quote).toList()));
    }

    /**
     * How one instrument stands.
     *
     * @param symbol the instrument's
     * @return its quote
     */
    public Mono<Quote> quote(String symbol) {
        return onThread(listing(symbol).map(Listing::quote));
    }

    /**
     * What was traded last.
     *
     * @param symbol the instrument's
     * @param trades how many at the most
     * @return the latest trades, oldest first, no more than {@link #LONGEST_HISTORY}
     */
    public Mono<List<Tick>> history(String symbol, int trades) {
        return onThread(listing(symbol).map(listing -> listing.latest(trades)));
    }

    /**
     * Every trade from the last one on, none left out. Whoever takes them more slowly than they are made falls behind the
     * market and can catch up later. Nothing is queued meanwhile: a trade is made for a subscriber when it asks for it.
     *
     * @param symbol the instrument's
     * @return the trades, without an end
     */
    public Flux<Tick> ticks(String symbol) {
        return onThread(listing(symbol).map(listing -> listing.follower(() -> due)))
                .flatMapMany(follower -> beats.asFlux().startWith(due).concatMapIterable(beat -> () -> follower, 1));
    }

    /**
     * How far the market is.
     *
     * @return the number of the latest trade of each instrument
     */
    public long due() {
        return due;
    }

    private Mono<Listing> listing(String symbol) {
        return Mono.justOrEmpty(listings.get(symbol))
                .switchIfEmpty(Mono.error(() -> new UnknownSymbolException(symbol)));
    }

    private <T> Mono<T> onThread(Mono<T> answer) {
        return answer.subscribeOn(thread);
    }

    /** Closes the market; whoever follows it sees the end. */
    @Override
    public void dispose() {
        beating.dispose();
        beats.tryEmitComplete();
    }

    @Override
    public boolean isDisposed() {
        return beating.isDisposed();
    }
}
