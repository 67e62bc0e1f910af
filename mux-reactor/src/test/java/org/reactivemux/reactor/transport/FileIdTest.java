package org.reactivemux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIdTest {
    private final Path file;
    private final Path other;

    FileIdTest(@TempDir Path directory) {
        this.file = directory.resolve("file");
        this.other = directory.resolve("other");
    }

    @Test
    void aFileIsTheSameUnderEachOfItsNamesAndWhateverItsMode() throws Exception {
        FileId id = FileId.of(Files.createFile(file));
        Files.createLink(other, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(id.isAt(file)).isTrue();
        assertThat(id.isAt(other)).isTrue();
    }

    @Test
    void aSymbolicLinkIsNotWhatItPointsTo() throws Exception {
        FileId id = FileId.of(Files.createFile(file));
        Files.createSymbolicLink(other, file);

        assertThat(id.isAt(other)).isFalse();
    }

    @Test
    void aFileWithTheSameNumberFromAnotherTimeIsAnotherFile() throws Exception {
        FileId id = FileId.of(Files.createFile(file));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));

        assertThat(id.isAt(file)).isFalse();
    }

    @Test
    void nothingIsAtAPathWithoutAFile() throws Exception {
        FileId id = FileId.of(Files.createFile(file));

        assertThat(id.isAt(other)).isFalse();
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> FileId.of(other));
    }
}
