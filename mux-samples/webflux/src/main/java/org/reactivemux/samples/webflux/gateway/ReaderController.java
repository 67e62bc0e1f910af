package org.reactivemux.samples.webflux.gateway;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;

/** Who reads, and how fast. */
@RestController
@RequestMapping("/readers")
final class ReaderController {
    private final Readers readers;

    ReaderController(Readers readers) {
        this.readers = readers;
    }

    @GetMapping
    List<ReaderState> readers() {
        return readers.all().stream().map(ReaderState::of).toList();
    }

    /** Makes a reader slow, or has it stop with 0. */
    @PutMapping("/{id}/pace")
    Mono<ReaderState> slowDown(@PathVariable String id, @RequestBody Mono<Pace> wanted) {
        Reader reader = find(id);
        return wanted.onErrorMap(ServerWebInputException.class, ReaderController::explained)
                .map(ReaderController::checked)
                .map(pace -> changed(reader, pace));
    }

    /** Lets a reader take what comes as fast as it comes. */
    @DeleteMapping("/{id}/pace")
    ReaderState release(@PathVariable String id) {
        return changed(find(id), Pace.FULL);
    }

    private Reader find(String id) {
        return readers.find(id)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "there is no reader '%s'; it may have left".formatted(id)));
    }

    private static ReaderState changed(Reader reader, Pace pace) {
        reader.pace(pace);
        return ReaderState.of(reader);
    }

    private static Pace checked(Pace pace) {
        Integer perSecond = pace.perSecond();
        if (perSecond == null || perSecond < 0 || perSecond > Pace.FASTEST) {
            throw new ServerWebInputException(
                    "perSecond is 0 to %,d, not %s; for full speed DELETE the pace".formatted(Pace.FASTEST, perSecond));
        }
        return pace;
    }

    private static ServerWebInputException explained(ServerWebInputException wrong) {
        return new ServerWebInputException("the body is to be {\"perSecond\": number}", null, wrong);
    }
}
