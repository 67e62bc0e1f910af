package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** psql, pgbench and PostgreSQL notice nothing of the way in between. */
@Timeout(90)
class PostgresTest {
    @TempDir
    static Path directory;

    private static Postgres postgres;
    private static Detour detour;

    @BeforeAll
    static void start() throws Exception {
        postgres = Postgres.start();
        detour = Detour.to(postgres.port(), directory);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            if (detour != null) {
                detour.close();
            }
        } finally {
            if (postgres != null) {
                postgres.close();
            }
        }
    }

    private static List<String> client(String program, int port, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Tool.find(program).toString(), "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", Postgres.USER));
        command.addAll(List.of(options));
        return command;
    }

    private static Command psql(int port, String... options) throws Exception {
        List<String> command = client("psql", port, "-X", "-v", "ON_ERROR_STOP=1");
        command.addAll(List.of(options));
        return Command.run(command);
    }

    private static Command same(String... options) throws Exception {
        Command carried = psql(detour.port(), options);
        assertThat(carried).isEqualTo(psql(postgres.port(), options));
        return carried;
    }

    private static String value(int port, String query) throws Exception {
        return psql(port, "-A", "-t", "-c", query).assertFine().out().strip();
    }

    @Test
    void queriesHaveTheSameAnswers() throws Exception {
        Command many = same("-c", "SELECT n, md5(n::text) FROM generate_series(1, 20000) n")
                .assertFine();
        assertThat(many.out()).contains("(20000 rows)");
        Command failed = same("-c", "SELECT 1 / (n - 500) FROM generate_series(1, 1000) n");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("division by zero");
    }

    @Test
    void tablesAreCopiedInAndOutWhole() throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            rows.append(i).append("\ta row of some length, of which there are many\n");
        }
        Path file = Files.writeString(directory.resolve("rows"), rows);
        psql(
                        detour.port(),
                        "-c",
                        "CREATE TABLE copied (id int, text text)",
                        "-c",
                        "\\copy copied FROM '%s'".formatted(file))
                .assertFine();
        assertThat(value(postgres.port(), "SELECT count(*), sum(id) FROM copied"))
                .isEqualTo("200000|19999900000");
        Command out =
                same("-c", "COPY (SELECT * FROM copied ORDER BY id) TO STDOUT").assertFine();
        assertThat(out.out().contentEquals(rows)).isTrue();
    }

    @Test
    void aQueryIsCancelledByASecondConnection() throws Exception {
        Process psql = new ProcessBuilder(client("psql", detour.port(), "-X", "-c", "SELECT pg_sleep(50)"))
                .redirectErrorStream(true)
                .start();
        Eventually.holds(
                "it sleeps",
                () -> value(postgres.port(), "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
                        .equals("1"));
        Command.run(List.of("kill", "-s", "INT", Long.toString(psql.pid()))).assertFine();
        assertThat(new String(psql.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("canceling statement due to user request");
        assertThat(psql.waitFor()).isEqualTo(1);
    }

    @Test
    void aClientThatIsKilledLeavesNoSessionBehind() throws Exception {
        Process psql = new ProcessBuilder(client("psql", detour.port(), "-X"))
                .redirectErrorStream(true)
                .start();
        String sessions = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'psql' AND state = 'idle'";
        psql.outputWriter().append("SELECT 1;\n").flush();
        Eventually.holds("it is there", () -> value(postgres.port(), sessions).equals("1"));
        psql.destroyForcibly().waitFor();
        Eventually.holds("it has gone", () -> value(postgres.port(), sessions).equals("0"));
    }

    @Test
    void pgbenchRunsAsManyTransactionsAsWithoutTheDetour() throws Exception {
        assertThat(Command.run(client("pgbench", postgres.port(), "--initialize", "--quiet", Postgres.USER))
                        .code())
                .isZero();
        assertThat(samePgbench("--select-only", "--client", "8", "--transactions", "250"))
                .contains("number of transactions actually processed: 2000/2000");
        assertThat(samePgbench("--client", "8", "--transactions", "50"))
                .contains(
                        "number of transactions actually processed: 400/400",
                        "number of failed transactions: 0 (0.000%)");
        assertThat(value(
                        postgres.port(),
                        "SELECT (SELECT sum(abalance) FROM pgbench_accounts) = (SELECT sum(delta) FROM pgbench_history)"
                                + " AND (SELECT count(*) FROM pgbench_history) = 2 * 400"))
                .isEqualTo("t");
        detour.assertQuiet();
    }

    private static List<String> samePgbench(String... options) throws Exception {
        List<String> carried = pgbench(detour.port(), options);
        assertThat(carried).isEqualTo(pgbench(postgres.port(), options));
        return carried;
    }

    /** What it reports, but for times. */
    private static List<String> pgbench(int port, String... options) throws Exception {
        List<String> command = client("pgbench", port, "--no-vacuum");
        command.addAll(List.of(options));
        command.add(Postgres.USER); // the database; the user's own is the default of psql alone
        Command run = Command.run(command);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out()
                .lines()
                .filter(line -> !line.matches("(latency|initial connection time|tps) .*"))
                .toList();
    }
}
