package edgecomet.adapters.fs.pages;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import edgecomet.application.port.PageStore;
import edgecomet.application.port.StorageException;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.cache.PagePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file for each body (spec 03 §5-6).
 *
 * <p>A body is written to a file with a name of its own in the directory where it will stay, forced to the disk, and
 * then renamed, so that a reader sees an old body, the new one or none, also after a power cut. The directory itself is
 * not forced: if the cut takes the new name with it, the page is missing, which costs a render and harms nobody, while
 * forcing it would cost every render as much again.
 *
 * <p>Safe for concurrent use.
 */
public final class FilePageStore implements PageStore {

    private static final Logger LOG = LoggerFactory.getLogger(FilePageStore.class);

    /** What is longer takes too long to unpack for a thread that others wait for. */
    private static final int MOST_PACKED_AT_HAND = 64 * 1024;

    /** Of one page, at most: then one is written over another after all. */
    private static final int MOST_IN_A_MINUTE = 20;

    private final Path base;
    private final Compression compression;
    private final FileTime opened = FileTime.from(Instant.now());
    private final ThreadLocal<ByteBuffer> packedAtHand =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(MOST_PACKED_AT_HAND));
    private final @Nullable ResidentFiles resident =
            ResidentFiles.ofThisSystem().orElse(null);

    /**
     * Keeps bodies below a directory that exists.
     *
     * @param compression of the bodies that are written; those with any other are read as well
     */
    public FilePageStore(Path base, Compression compression) {
        this.base = PageFile.withoutLinks(base);
        this.compression = compression;
    }

    @Override
    public Stored write(CacheKey key, Instant expiry, byte[] body) {
        byte[] packed = body.length < Compression.MINIMUM_BYTES ? body : BodyCodec.compress(compression, body);
        boolean shrunk = packed.length < body.length;
        byte[] bytes = shrunk ? packed : body;
        PagePath path = freePath(key, expiry, shrunk ? compression : Compression.NONE);
        try {
            writeAtomically(locate(path), bytes);
        } catch (IOException e) {
            throw new StorageException("filesystem write failed: " + e, e);
        }
        return new Stored(path, bytes.length);
    }

    /**
     * A body with the same name may be that of the entry that is there, and has to stay for as long as it is not
     * replaced. The new one then has the name of a later minute, of which the cleanup only comes later.
     */
    private PagePath freePath(CacheKey key, Instant expiry, Compression packing) {
        PagePath path = PagePath.of(key, expiry, packing);
        for (int later = 1; later < MOST_IN_A_MINUTE && Files.exists(locate(path)); later++) {
            path = PagePath.of(key, expiry.plus(later, ChronoUnit.MINUTES), packing);
        }
        return path;
    }

    private Path locate(PagePath path) {
        return PageFile.locate(base, path)
                .orElseThrow(() -> new IllegalStateException("path escapes cache directory: " + path));
    }

    @Override
    public Optional<byte[]> read(CacheEntry entry) {
        PagePath path = entry.filePath();
        Optional<Path> file = PageFile.locate(base, path);
        if (file.isEmpty()) {
            LOG.warn("Ignoring the body of {}: path escapes cache directory: {}", entry.key(), path);
            return Optional.empty();
        }
        byte[] bytes;
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.get(), BasicFileAttributes.class);
            if (!attributes.isRegularFile() || !fits(entry, attributes.size())) {
                return Optional.empty();
            }
            bytes = Files.readAllBytes(file.get());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StorageException("filesystem read failed: " + e, e);
        }
        if (!fits(entry, bytes.length)) {
            return Optional.empty();
        }
        return BodyCodec.decompress(path.compression(), bytes, entry.size());
    }

    @Override
    public boolean readAtHand(CacheEntry entry, ByteBuffer body) {
        PagePath path = entry.filePath();
        Optional<Path> file = resident == null ? Optional.empty() : PageFile.locate(base, path);
        if (file.isEmpty() || resident == null || body.remaining() != entry.size()) {
            return false;
        }
        if (path.compression() == Compression.NONE) {
            return resident.read(file.get(), body);
        }
        return entry.diskSize() > 0
                && entry.diskSize() <= MOST_PACKED_AT_HAND
                && unpackAtHand(resident, entry, file.get(), body);
    }

    private boolean unpackAtHand(ResidentFiles files, CacheEntry entry, Path file, ByteBuffer body) {
        ByteBuffer packed = packedAtHand.get().clear().limit((int) entry.diskSize());
        if (!files.read(file, packed)) {
            return false;
        }
        byte[] bytes = new byte[packed.flip().remaining()];
        packed.get(bytes);
        Optional<byte[]> unpacked = BodyCodec.decompress(entry.filePath().compression(), bytes, entry.size());
        unpacked.ifPresent(body::put);
        return unpacked.isPresent();
    }

    @Override
    public PagePath pathWithoutBody(CacheKey key, Instant expiry) {
        return PagePath.of(key, expiry, Compression.NONE);
    }

    /**
     * What was there when the store was opened.
     *
     * @param unfinished files of processes that were killed; they are gone now
     * @param bytes of all bodies
     */
    public record Stock(int unfinished, long bytes) {}

    /**
     * Goes through all of the directory, deletes the unfinished files of processes that were killed and adds up the
     * others, as far as they are of the time before this store was opened. May run while pages are written and read.
     */
    public Stock takeStock() {
        StockTaker taker = new StockTaker();
        try {
            Files.walkFileTree(base, taker);
        } catch (IOException e) {
            throw new StorageException("looking through the cache directory failed: " + e, e);
        }
        return new Stock(taker.unfinished, taker.bytes);
    }

    /**
     * An uncompressed file has as many bytes as the body, whatever an entry that was edited by hand says. The size of a
     * compressed one may be unknown, which is 0 (spec 03 §4.1); then what is unpacked is compared alone, and it is
     * only made sure that the file is not far too long to be read.
     */
    private static boolean fits(CacheEntry entry, long fileSize) {
        if (entry.filePath().compression() == Compression.NONE) {
            return fileSize == entry.size();
        }
        return entry.diskSize() == 0
                ? fileSize <= BodyCodec.longestCompressed(entry.size())
                : fileSize == entry.diskSize();
    }

    private static void writeAtomically(Path file, byte[] bytes) throws IOException {
        Path directory = file.resolve("..").normalize();
        Files.createDirectories(directory);
        try {
            writeThenRename(file, bytes);
        } catch (NoSuchFileException e) {
            // The cleanup may have found the new directory empty; it does not come by twice.
            LOG.debug("Writing {} again", file, e);
            Files.createDirectories(directory);
            writeThenRename(file, bytes);
        }
    }

    private static void writeThenRename(Path file, byte[] bytes) throws IOException {
        Path temporary = PageFile.unfinished(file, UUID.randomUUID().toString());
        boolean renamed = false;
        try {
            try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(false);
            }
            Files.move(temporary, file, ATOMIC_MOVE);
            renamed = true;
        } finally {
            if (!renamed) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    private final class StockTaker extends SimpleFileVisitor<Path> {
        private int unfinished;
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            boolean before = attributes.lastModifiedTime().compareTo(opened) < 0;
            if (before && PageFile.isBody(file)) {
                bytes += attributes.size();
            } else if (before && PageFile.isUnfinished(file) && Files.deleteIfExists(file)) {
                unfinished++;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            LOG.debug("Passing over {}", file, failure); // the cleanup deletes directories at the same time
            return FileVisitResult.CONTINUE;
        }
    }
}
