package org.reactivemux;

import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Lets in the peers that run as one of the accounts. */
record AccountAuthoriser(List<Account> allowed) implements PeerAuthoriser {

    @Override
    public Publisher<Boolean> authorise(PeerIdentity peer) {
        return Mono.justOrEmpty(peer.credentials()).flatMap(this::decide).defaultIfEmpty(false);
    }

    private Mono<Boolean> decide(PeerCredentials peer) {
        Mono<Boolean> decision = Mono.fromSupplier(() -> allowed.stream().anyMatch(account -> account.matches(peer)));
        return peer instanceof PeerCredentials.Names ? decision.subscribeOn(Schedulers.boundedElastic()) : decision;
    }
}
