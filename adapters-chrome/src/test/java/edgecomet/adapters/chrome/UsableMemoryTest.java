package edgecomet.adapters.chrome;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** The files of the kernel, as machines and containers show them. */
class UsableMemoryTest {

    private static final String MACHINE = "proc/meminfo=MemTotal:       16777216 kB\nMemFree:         1048576 kB";
    private static final String V1 = "proc/self/cgroup=5:cpu,cpuacct:/docker/a\n4:memory:/docker/a\n0::/docker/a";
    private static final String V2 = "proc/self/cgroup=0::/system.slice/edgecomet.service";

    static final List<Arguments> MACHINES = List.of(
            machine("a machine without limits", 16384, MACHINE),
            machine("a kernel that tells nothing", 8192),
            machine("a machine that is not understood", 8192, "proc/meminfo=MemTotal: none"),
            machine(
                    "version 2, a container that sees itself as the top",
                    4096,
                    MACHINE,
                    "proc/self/cgroup=0::/",
                    "sys/fs/cgroup/memory.max=4294967296"),
            machine(
                    "version 2, a service with a limit",
                    3072,
                    MACHINE,
                    V2,
                    "sys/fs/cgroup/system.slice/edgecomet.service/memory.max=3221225472",
                    "sys/fs/cgroup/system.slice/memory.max=max"),
            machine(
                    "version 2, the limit is that of a group above",
                    2048,
                    MACHINE,
                    V2,
                    "sys/fs/cgroup/system.slice/edgecomet.service/memory.max=max",
                    "sys/fs/cgroup/system.slice/memory.max=2147483648"),
            machine(
                    "version 2, no limit",
                    16384,
                    MACHINE,
                    V2,
                    "sys/fs/cgroup/system.slice/edgecomet.service/memory.max=max"),
            machine(
                    "version 2, a group outside of what is seen",
                    4096,
                    MACHINE,
                    "proc/self/cgroup=0::/../other",
                    "sys/fs/other/memory.max=1",
                    "sys/fs/cgroup/memory.max=4294967296"),
            machine(
                    "version 1, a limit on the machine",
                    4096,
                    MACHINE,
                    V1,
                    "sys/fs/cgroup/memory/docker/a/memory.limit_in_bytes=4294967296",
                    "sys/fs/cgroup/memory/memory.limit_in_bytes=9223372036854771712"),
            machine(
                    "version 1, the same seen from inside the container",
                    4096,
                    MACHINE,
                    V1,
                    "sys/fs/cgroup/memory/memory.limit_in_bytes=4294967296"),
            machine(
                    "version 1, no limit",
                    16384,
                    MACHINE,
                    V1,
                    "sys/fs/cgroup/memory/docker/a/memory.limit_in_bytes=9223372036854771712"),
            machine(
                    "a limit beyond the machine",
                    16384,
                    MACHINE,
                    "proc/self/cgroup=0::/",
                    "sys/fs/cgroup/memory.max=34359738368"));

    @ParameterizedTest(name = "{0}: {1} MiB")
    @FieldSource("MACHINES")
    void theSmallestLimitCounts(String name, long mebibytes, List<String> files, @TempDir Path root)
            throws IOException {
        for (String file : files) {
            String[] pathAndText = file.split("=", 2);
            Path path = root.resolve(pathAndText[0]);
            Files.createDirectories(path.getParent());
            Files.writeString(path, pathAndText[1] + "\n");
        }
        assertEquals(mebibytes * 1024 * 1024, new UsableMemory(root).bytes(), name);
    }

    private static Arguments machine(String name, long mebibytes, String... files) {
        return Arguments.of(name, mebibytes, List.of(files));
    }
}
