package org.reactivemux.reactor.protocol;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.reactivemux.ErrorCode;

/** What may happen next: each step is one thing that a program, a transport or the time does to one side. */
final class CoreStep {
    private static final int MOST_OPEN = 8;
    private static final ErrorCode[] ERRORS = {ErrorCode.CANCELLED, ErrorCode.INTERNAL, new ErrorCode(0x1234)};

    private final CoreWorld world;
    private final Random random;

    CoreStep(CoreWorld world) {
        this.world = world;
        this.random = world.random();
    }

    void take() {
        world.nextStep();
        CoreSide side = world.anySide();
        int dice = random.nextInt(1_000);
        if (dice < 430) {
            int most = random.nextInt(3) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(3_000);
            side.receive(most);
        } else if (dice < 500) {
            open(side);
        } else if (dice < 560) {
            side.flush(1 + random.nextInt(4));
        } else if (dice < 600) {
            world.note(side.role(), side.isWritable() ? "cannot write" : "can write");
            side.writable(!side.isWritable());
        } else if (dice < 615) {
            jump(side);
        } else {
            act(side);
        }
    }

    private void open(CoreSide side) {
        if (side.ends().size() < MOST_OPEN) {
            world.note(side.role(), "opens");
            side.open(random);
        }
    }

    /** For a while nothing is carried: whoever waits for a sign of life may give up, but not too soon (K-5, K-6). */
    void standStill() {
        for (int n = random.nextInt(12); n > 0; n--) {
            jump(world.anySide());
        }
    }

    private void jump(CoreSide side) {
        long millis = random.nextInt(random.nextInt(8) == 0 ? 3_000 : 150);
        world.note(side.role(), "stands still for " + millis + " ms");
        world.pass(TimeUnit.MILLISECONDS.toNanos(millis));
        side.turn();
    }

    private void act(CoreSide side) {
        List<CoreEnd> ends = side.ends();
        if (ends.isEmpty()) {
            open(side);
            return;
        }
        CoreEnd end = ends.get(random.nextInt(ends.size()));
        if (end.isUndecided() && random.nextInt(3) > 0) {
            decide(end);
        } else {
            int dice = random.nextInt(100);
            if (dice < 30) {
                request(end);
            } else if (dice < 75) {
                write(end);
            } else if (dice < 90) {
                takeOrLeave(end);
            } else {
                finish(end);
            }
        }
        side.turn();
    }

    private void decide(CoreEnd end) {
        if (random.nextInt(10) == 0) {
            note(end, "is refused");
            end.refuse(random.nextBoolean() ? ErrorCode.REFUSED : ErrorCode.NO_HANDLER);
        } else {
            note(end, "is accepted");
            end.accept();
        }
    }

    private void request(CoreEnd end) {
        long messages = switch (random.nextInt(40)) {
            case 0 -> Long.MAX_VALUE;
            case 1 -> Long.MAX_VALUE - 1;
            case 2 -> Integer.MAX_VALUE + (long) random.nextInt(10);
            case 3, 4, 5, 6 -> 1 + random.nextInt(100);
            default -> 1 + random.nextInt(3);
        };
        note(end, "requests " + messages);
        end.request(messages);
    }

    private void write(CoreEnd end) {
        int size = world.terms().messageSize(random, end.side().role().other());
        if (!end.isFed()) {
            note(end, "sends " + size);
            end.send(size, random.nextInt(1_000));
        } else if (random.nextInt(3) == 0) {
            int messages = 1 + random.nextInt(random.nextInt(5) == 0 ? 120 : 8);
            note(end, "has " + messages + " messages, first of " + size);
            end.stock(messages, size, random.nextBoolean());
        } else {
            end.emit();
        }
    }

    private void takeOrLeave(CoreEnd end) {
        long messages = random.nextInt(3) == 0 ? random.nextInt(3) : Long.MAX_VALUE;
        note(end, "takes " + messages);
        end.mayTake(messages);
    }

    private void finish(CoreEnd end) {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> {
                note(end, "completes");
                end.complete();
            }
            case 4, 5 -> {
                note(end, "stops");
                end.stop();
            }
            case 6, 7 -> {
                note(end, "finishes");
                end.finish();
            }
            default -> {
                note(end, "aborts");
                end.abort(ERRORS[random.nextInt(ERRORS.length)]);
            }
        }
    }

    private void note(CoreEnd end, String what) {
        world.note(end.side().role(), end.channel() + " " + what);
    }
}
