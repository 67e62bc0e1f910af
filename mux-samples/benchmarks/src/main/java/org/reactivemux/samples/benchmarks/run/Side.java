package org.reactivemux.samples.benchmarks.run;

import java.nio.file.Path;
import java.util.List;
import org.reactivemux.samples.benchmarks.contender.Contenders;

/**
 * One of the two processes in which a contender is measured.
 *
 * @param role which of them
 * @param contender that is measured
 * @param room for that many channels at the same time
 * @param socket between the two
 */
public record Side(Role role, Contenders contender, int room, Path socket) {

    /** As arguments of the program. */
    List<String> arguments() {
        return List.of(role.name(), contender.name(), Integer.toString(room), socket.toString());
    }

    /** For people. */
    String title() {
        return "the %s of %s".formatted(role.title(), contender.title());
    }

    /** Makes what has that role in this process. */
    Part start() {
        return Part.of(role, contender.make().withRoomFor(room), socket);
    }
}
