package edgecomet.adapters.fs.pages;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads files that Linux has in memory, and never waits for a disk (docs/adr/0010): it opens by what the kernel
 * remembers of directories ({@code openat2} with {@code RESOLVE_CACHED}, Linux 5.12) and reads by what it remembers of
 * the file ({@code preadv2} with {@code RWF_NOWAIT}). Where either would have to wait, or is not known or not allowed,
 * nothing is read. Java's own files know no such reading.
 *
 * <p>Safe for concurrent use; never blocks.
 */
@SuppressWarnings("restricted") // calls into the C library; the launcher allows it to this module
final class ResidentFiles {

    private static final long OPENAT2 = 437; // on every architecture
    private static final int WORKING_DIRECTORY = -100;
    private static final long READ_ONLY_CLOSE_ON_EXEC_NO_ATIME = 0x80000 | 0x40000;
    private static final long RESOLVE_CACHED = 0x20;
    private static final int NO_WAIT = 8;

    private static final int HOW_BYTES = 24;
    private static final int VECTOR_BYTES = 16;
    private static final int MOST_PATH_BYTES = 4096;

    private final ThreadLocal<Call> calls = ThreadLocal.withInitial(Call::new);

    private ResidentFiles() {}

    /** Returns the reader of this system; empty where there is no such thing. */
    static Optional<ResidentFiles> ofThisSystem() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
                || ADDRESS.byteSize() != Long.BYTES) {
            return Optional.empty();
        }
        SymbolLookup library = Linker.nativeLinker().defaultLookup();
        boolean known = Stream.of(Library.SYSCALL_NAME, Library.PREADV2_NAME, Library.CLOSE_NAME)
                .allMatch(name -> library.find(name).isPresent());
        return known ? Optional.of(new ResidentFiles()) : Optional.empty();
    }

    /** The functions of the C library, as constants: they are called directly only then. */
    private static final class Library {
        static final String SYSCALL_NAME = "syscall";
        static final String PREADV2_NAME = "preadv2";
        static final String CLOSE_NAME = "close";

        static final MethodHandle SYSCALL = function(
                SYSCALL_NAME,
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG),
                Linker.Option.firstVariadicArg(1));
        static final MethodHandle PREADV2 = function(
                PREADV2_NAME, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_INT));
        static final MethodHandle CLOSE = function(CLOSE_NAME, FunctionDescriptor.of(JAVA_INT, JAVA_INT));

        private static MethodHandle function(String name, FunctionDescriptor form, Linker.Option... options) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form, options);
        }
    }

    /** What the calls of one thread are given: the path, how to open it, and two places for what is read. */
    private static final class Call {
        private final MemorySegment path = Arena.ofAuto().allocate(MOST_PATH_BYTES);
        private final MemorySegment how = Arena.ofAuto().allocate(HOW_BYTES, Long.BYTES);
        private final MemorySegment vectors = Arena.ofAuto().allocate(2 * VECTOR_BYTES, Long.BYTES);
        private final MemorySegment beyond = Arena.ofAuto().allocate(1);

        Call() {
            how.set(JAVA_LONG, 0, READ_ONLY_CLOSE_ON_EXEC_NO_ATIME);
            how.set(JAVA_LONG, 16, RESOLVE_CACHED);
            vectors.set(ADDRESS, VECTOR_BYTES, beyond);
            vectors.set(JAVA_LONG, VECTOR_BYTES + Long.BYTES, 1);
        }

        /** Returns whether the path fits. */
        boolean asksFor(Path file) {
            byte[] name = file.toString().getBytes(StandardCharsets.UTF_8);
            if (name.length >= MOST_PATH_BYTES) {
                return false;
            }
            MemorySegment.copy(name, 0, path, JAVA_BYTE, 0, name.length);
            path.set(JAVA_BYTE, name.length, (byte) 0);
            return true;
        }
    }

    /**
     * Reads a whole file of exactly as many bytes as there is room for.
     *
     * @param target direct; filled up to its limit if this succeeds, else its content is undefined
     * @return whether it succeeded
     */
    boolean read(Path file, ByteBuffer target) {
        Call call = calls.get();
        if (!call.asksFor(file)) {
            return false;
        }
        try {
            int descriptor = (int) (long)
                    Library.SYSCALL.invokeExact(OPENAT2, WORKING_DIRECTORY, call.path, call.how, (long) HOW_BYTES);
            if (descriptor < 0) {
                return false;
            }
            try {
                return read(call, descriptor, target);
            } finally {
                int _ = (int) Library.CLOSE.invokeExact(descriptor);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a system call throws nothing", e);
        }
    }

    /** A file that is longer than it should be fills the byte beyond too. */
    private boolean read(Call call, int descriptor, ByteBuffer target) throws Throwable {
        int wanted = target.remaining();
        call.vectors.set(ADDRESS, 0, MemorySegment.ofBuffer(target));
        call.vectors.set(JAVA_LONG, Long.BYTES, wanted);
        long read = (long) Library.PREADV2.invokeExact(descriptor, call.vectors, 2, 0L, NO_WAIT);
        if (read != wanted) {
            return false;
        }
        target.position(target.limit());
        return true;
    }
}
