package org.reactivemux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.reactivemux.reactor.transport.EndpointFailures.assertFails;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;

class StartLockTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Path directory;
    private final Path target;
    private final Path file;

    StartLockTest(@TempDir Path directory) {
        this.directory = directory;
        this.target = directory.resolve("mux.sock");
        this.file = StartLock.fileFor(target);
    }

    @Test
    void theFileExistsOnlyWhileTheLockIsHeld() {
        holding(StartLock.PATIENCE, () -> assertThat(file).isEmptyFile());

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theFileIsRemovedWhenTheActionFails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> holding(StartLock.PATIENCE, () -> {
                    throw new IllegalStateException("the action's");
                }));

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anActionThatRemovesTheFileDoesNotDisturb() {
        holding(StartLock.PATIENCE, () -> delete(file));

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void threadsHoldItOneAfterTheOther() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Runnable twentyTimes = () -> {
            for (int i = 0; i < 20; i++) {
                holding(StartLock.PATIENCE, () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                });
            }
        };

        CompletableFuture.allOf(
                        CompletableFuture.runAsync(twentyTimes, command -> new Thread(command).start()),
                        CompletableFuture.runAsync(twentyTimes, command -> new Thread(command).start()),
                        CompletableFuture.runAsync(twentyTimes, command -> new Thread(command).start()))
                .join();

        assertThat(most).hasValue(1);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anotherProcessIsWaitedFor() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Thread waiter = new Thread(() -> holding(StartLock.PATIENCE, runs::incrementAndGet));
        try (ServerProcess other = ServerProcess.launch(directory, 1)) {
            assertThat(other.ask("hold " + target)).isEqualTo(ServerProgram.HELD);
            waiter.start();
            while (waiter.getState() != Thread.State.TIMED_WAITING) {
                assertThat(waiter.isAlive()).as("waits").isTrue();
            }

            assertThat(runs).hasValue(0);
            assertThat(other.ask("give it back")).isEqualTo(ServerProgram.GIVEN_BACK);

            waiter.join();
            assertThat(runs).hasValue(1);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whoeverWaitedForAFileThatWasReplacedWaitsForTheNewOne() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Thread waiter = new Thread(() -> holding(StartLock.PATIENCE, runs::incrementAndGet));
        try (ServerProcess other = ServerProcess.launch(directory, 1)) {
            FileChannel old = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (old) {
                assertThat(old.lock().isValid()).isTrue();
                waiter.start();
                while (waiter.getState() != Thread.State.TIMED_WAITING) {
                    assertThat(waiter.isAlive()).as("waits").isTrue();
                }
                Files.delete(file);
                assertThat(other.ask("hold " + target)).isEqualTo(ServerProgram.HELD);
            }
            while (namesOf(file) < 3) { // the path, the holder's private name, and soon the waiter's
                assertThat(waiter.isAlive()).as("waits again").isTrue();
            }

            assertThat(runs).hasValue(0);
            assertThat(other.ask("give it back")).isEqualTo(ServerProgram.GIVEN_BACK);

            waiter.join();
            assertThat(runs).hasValue(1);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anotherProcessIsNotWaitedForForever() throws Exception {
        try (ServerProcess other = ServerProcess.launch(directory, 1)) {
            assertThat(other.ask("hold " + target)).isEqualTo(ServerProgram.HELD);

            assertFails(
                    Reason.IN_USE,
                    "another server is starting on " + target + " and does not finish; it holds " + file,
                    () -> holding(SHORT, StartLockTest::neverRuns));

            assertThat(other.ask("give it back")).isEqualTo(ServerProgram.GIVEN_BACK);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theFileOfAProcessThatDiedIsTakenOverAndRemoved() throws Exception {
        try (ServerProcess other = ServerProcess.launch(directory, 1)) {
            assertThat(other.ask("hold " + target)).isEqualTo(ServerProgram.HELD);
            other.kill();
        }
        assertThat(file).exists();

        holding(SHORT, () -> assertThat(file).exists());

        assertThat(file).doesNotExist();
    }

    @Test
    void aHolderOfAnotherClassLoaderIsWaitedForLikeAnotherProcess() throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            assertThat(channel.lock().isValid()).isTrue();

            assertFails(
                    Reason.IN_USE,
                    "another server is starting on " + target + " and does not finish; it holds " + file,
                    () -> holding(SHORT, StartLockTest::neverRuns));
        }
        holding(SHORT, () -> assertThat(file).exists());
    }

    @Test
    void aThreadThatIsInterruptedWhileItWaitsGivesUpAndStaysInterrupted() throws Exception {
        try (ServerProcess other = ServerProcess.launch(directory, 1)) {
            assertThat(other.ask("hold " + target)).isEqualTo(ServerProgram.HELD);
            Thread.currentThread().interrupt();

            assertFails(
                    Reason.OTHER,
                    "interrupted while others were starting on " + target,
                    () -> holding(StartLock.PATIENCE, StartLockTest::neverRuns));

            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aThreadThatIsInterruptedWhileItWaitsForAnotherThreadGivesUpToo() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<Void> holder = CompletableFuture.runAsync(
                () -> holding(StartLock.PATIENCE, () -> {
                    held.countDown();
                    awaitQuietly(enough);
                }),
                command -> new Thread(command).start());
        held.await();
        Thread.currentThread().interrupt();

        assertFails(
                Reason.OTHER,
                "interrupted while others were starting on " + target,
                () -> holding(StartLock.PATIENCE, StartLockTest::neverRuns));

        assertThat(Thread.interrupted()).isTrue();
        enough.countDown();
        holder.join();
    }

    @Test
    void aSymbolicLinkInThePlaceOfTheFileIsNotFollowed() throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Files.createSymbolicLink(file, victim);

        assertThatExceptionOfType(EndpointException.class)
                .isThrownBy(() -> holding(SHORT, StartLockTest::neverRuns))
                .withMessageStartingWith("cannot lock " + file + ": ");

        assertThat(victim).hasContent("precious");
        assertThat(file).isSymbolicLink();
    }

    @Test
    void aDirectoryInThePlaceOfTheFileIsLeftAsItIs() throws Exception {
        Files.createDirectory(file);

        assertFails(
                Reason.PERMISSION_DENIED,
                "permission denied: cannot use the lock file " + file + " of another user",
                () -> holding(SHORT, StartLockTest::neverRuns));

        assertThat(file).isEmptyDirectory();
    }

    private void holding(Duration patience, Runnable action) {
        try (PrivateDirectory scratch = PrivateDirectory.beside(target)) {
            StartLock.holding(target, scratch, patience, action);
        }
    }

    private static int namesOf(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:nlink");
    }

    private static void neverRuns() {
        throw new AssertionError("ran without the lock");
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
