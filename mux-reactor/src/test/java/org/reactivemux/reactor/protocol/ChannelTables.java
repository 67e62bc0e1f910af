package org.reactivemux.reactor.protocol;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a channel: the tables of section 4 of docs/protocol.md, by event and state. A cell is {@code =} for no
 * change, {@code !X-n} for a violation, or the new state, then what the reader gets ({@code message}) and which frames
 * are sent ({@code >STOP}).
 */
final class ChannelTables {
    enum Event {
        ACK,
        DATA,
        DATA_END,
        DATA_MORE,
        FLOW_CONTROL,
        CLOSE,
        FIN,
        STOP,
        FIN_STOP,
        ERROR,
        REFUSAL,
        OPEN,
        LOST,
        SEND,
        COMPLETE,
        REQUEST,
        CANCEL,
        ABORT,
        FINISH;

        boolean isOfThePeer() {
            return compareTo(LOST) < 0;
        }
    }

    /** Of a channel opened here (ASKED, HERE) or there, before its answer and after. */
    private static final String ADMISSION = """
            event        | ASKED   | HERE | OFFERED | THERE
            ACK          | answer  | !C-4 | !C-4    | !C-4
            DATA         | !C-7    | =    | =       | =
            DATA_END     | !C-7    | =    | =       | =
            DATA_MORE    | !C-7    | =    | =       | =
            FLOW_CONTROL | !C-7    | =    | =       | =
            CLOSE        | !C-7    | =    | =       | =
            FIN          | !C-7    | =    | =       | =
            STOP         | !C-7    | =    | =       | =
            FIN_STOP     | !C-7    | =    | =       | =
            ERROR        | !C-7    | =    | =       | =
            REFUSAL      | refuse  | !C-5 | !C-5    | !C-5
            OPEN         | !C-1    | !C-1 | !C-2    | !C-2
            LOST         | =       | =    | =       | =
            SEND         | =       | =    | =       | =
            COMPLETE     | =       | =    | =       | =
            REQUEST      | =       | =    | =       | =
            CANCEL       | =       | =    | =       | =
            ABORT        | =       | =    | =       | =
            FINISH       | =       | =    | =       | =
            """;

    private static final String READER = """
            event        | OPEN                   | MID                    | STOPPED     | STOPPED_MID | ENDED | FAILED
            ACK          | =                      | =                      | =           | =           | =     | =
            DATA         | OPEN message           | OPEN message           | =           | STOPPED     | !C-6  | !C-6
            DATA_END     | ENDED message          | ENDED message          | =           | STOPPED     | !C-6  | !C-6
            DATA_MORE    | MID                    | MID                    | STOPPED_MID | =           | !C-6  | !C-6
            FLOW_CONTROL | =                      | =                      | =           | =           | =     | =
            CLOSE        | ENDED                  | FAILED:CANCELLED       | =           | STOPPED     | =     | =
            FIN          | ENDED                  | !M-3                   | =           | !M-3        | !C-6  | !C-6
            STOP         | =                      | =                      | =           | =           | =     | =
            FIN_STOP     | ENDED                  | !M-3                   | =           | !M-3        | !C-6  | !C-6
            ERROR        | FAILED:0x1234          | FAILED:0x1234          | =           | STOPPED     | =     | =
            REFUSAL      | FAILED:REFUSED         | FAILED:REFUSED         | =           | =           | =     | =
            OPEN         | =                      | =                      | =           | =           | =     | =
            LOST         | FAILED:CONNECTION_LOST | FAILED:CONNECTION_LOST | =           | =           | =     | =
            SEND         | =                      | =                      | =           | =           | =     | =
            COMPLETE     | =                      | =                      | =           | =           | =     | =
            REQUEST      | OPEN >FLOW_CONTROL     | MID >FLOW_CONTROL      | =           | =           | =     | =
            CANCEL       | STOPPED >STOP          | STOPPED_MID >STOP      | =           | =           | =     | =
            ABORT        | FAILED:0x2345 >ERROR   | FAILED:0x2345 >ERROR   | =           | =           | =     | =
            FINISH       | STOPPED >STOP          | STOPPED_MID >STOP      | =           | =           | =     | =
            """;

    private static final String WRITER = """
            event        | OPEN                   | MID                    | ENDING                 | ENDED | STOPPED | FAILED
            ACK          | =                      | =                      | =                      | =     | =       | =
            DATA         | =                      | =                      | =                      | =     | =       | =
            DATA_END     | =                      | =                      | =                      | =     | =       | =
            DATA_MORE    | =                      | =                      | =                      | =     | =       | =
            FLOW_CONTROL | =                      | MID >DATA              | ENDING >DATA           | =     | =       | =
            CLOSE        | STOPPED                | STOPPED                | STOPPED                | =     | =       | =
            FIN          | =                      | =                      | =                      | =     | =       | =
            STOP         | STOPPED                | STOPPED                | STOPPED                | =     | =       | =
            FIN_STOP     | STOPPED                | STOPPED                | STOPPED                | =     | =       | =
            ERROR        | FAILED:0x1234          | FAILED:0x1234          | FAILED:0x1234          | =     | =       | =
            REFUSAL      | FAILED:REFUSED         | FAILED:REFUSED         | FAILED:REFUSED         | FAILED:REFUSED | = | =
            OPEN         | =                      | =                      | =                      | =     | =       | =
            LOST         | FAILED:CONNECTION_LOST | FAILED:CONNECTION_LOST | FAILED:CONNECTION_LOST | =     | =       | =
            SEND         | OPEN >DATA             | =                      | =                      | =     | =       | =
            COMPLETE     | ENDED >FIN             | ENDING                 | =                      | =     | =       | =
            REQUEST      | =                      | =                      | =                      | =     | =       | =
            CANCEL       | =                      | =                      | =                      | =     | =       | =
            ABORT        | FAILED:0x2345 >ERROR   | FAILED:0x2345 >ERROR   | FAILED:0x2345 >ERROR   | =     | =       | =
            FINISH       | ENDED >FIN             | ENDING                 | =                      | =     | =       | =
            """;

    private final List<String> states;
    private final Map<Event, Map<String, String>> cells = new EnumMap<>(Event.class);

    private ChannelTables(String table) {
        List<String> lines = new ArrayList<>(table.lines().toList());
        List<String> head = fields(lines.remove(0));
        states = head.subList(1, head.size());
        for (String line : lines) {
            List<String> fields = fields(line);
            Map<String, String> row = new LinkedHashMap<>();
            for (int n = 1; n < fields.size(); n++) {
                row.put(states.get(n - 1), fields.get(n));
            }
            if (row.size() != states.size() || cells.put(Event.valueOf(fields.get(0)), row) != null) {
                throw new IllegalArgumentException("a row that is not whole or there twice: " + line);
            }
        }
    }

    static ChannelTables admission() {
        return new ChannelTables(ADMISSION);
    }

    static ChannelTables reader() {
        return new ChannelTables(READER);
    }

    static ChannelTables writer() {
        return new ChannelTables(WRITER);
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        for (String field : line.split("\\|", -1)) {
            fields.add(field.strip());
        }
        return fields;
    }

    List<String> states() {
        return states;
    }

    /** Whether each pair of event and state is decided. */
    boolean isComplete() {
        return cells.size() == Event.values().length
                && cells.values().stream().allMatch(row -> row.keySet().containsAll(states));
    }

    /** The words of a cell; the state itself where it does not change. */
    List<String> cell(Event event, String state) {
        Map<String, String> row = cells.get(event);
        String cell = row == null ? null : row.get(state);
        if (cell == null) {
            throw new IllegalArgumentException(event + " in " + state + " is not decided");
        }
        return List.of((cell.equals("=") ? state : cell).split(" ", -1));
    }
}
