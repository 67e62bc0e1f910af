package org.reactivemux.reactor.reactive;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.PeerIdentity;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Where a peer waits until its authoriser has agreed to listen to it (docs/protocol.md, H-11). */
final class Entrance {
    private static final Logger LOG = Loggers.getLogger(PeerAuthoriser.class);

    private final @Nullable PeerAuthoriser authoriser;
    private final Disposable.Swap asking = Disposables.swap();
    private boolean open;

    Entrance(@Nullable PeerAuthoriser authoriser) {
        this.authoriser = authoriser;
    }

    /** Asks once; the answer comes on any thread, at once where nobody is to be asked. */
    void ask(Supplier<PeerIdentity> peer, Consumer<Boolean> answer) {
        if (authoriser == null) {
            answer.accept(true);
            return;
        }
        PeerIdentity stranger = peer.get();
        asking.update(Mono.defer(() -> Mono.from(authoriser.authorise(stranger)))
                .onErrorResume(failure -> {
                    LOG.warn("The authoriser failed, so {} is refused", stranger, failure);
                    return Mono.just(false);
                })
                .defaultIfEmpty(false)
                .doOnNext(yes -> {
                    if (!yes) {
                        LOG.info("Refused {}", stranger);
                    }
                })
                .subscribe(answer));
    }

    void open() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    /** Nobody waits any more. */
    void leave() {
        asking.dispose();
    }
}
