package edgecomet.adapters.fs.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Failures of the file system in the words that operators know from other programs. */
public final class OsError {

    private OsError() {}

    /** Returns a text such as {@code open /x: permission denied}. */
    public static String text(String operation, IOException failure) {
        if (!(failure instanceof FileSystemException named) || named.getFile() == null) {
            return String.valueOf(failure.getMessage());
        }
        String reason = switch (named) {
            case NoSuchFileException ignored -> "no such file or directory";
            case AccessDeniedException ignored -> "permission denied";
            case FileAlreadyExistsException ignored -> "file exists";
            case NotDirectoryException ignored -> "not a directory";
            default ->
                named.getReason() == null
                        ? "input/output error"
                        : named.getReason().toLowerCase(Locale.ROOT);
        };
        return operation + " " + named.getFile() + ": " + reason;
    }
}
