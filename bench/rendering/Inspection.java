package rendering;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an idle service holds, before and after: it should be the same. */
final class Inspection {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Selenium decodes replies on threads that it lets go a minute after their last one, and bursts make many of them. */
    private static final Duration IDLE_THREADS_LEAVE = Duration.ofSeconds(90);

    private static final int TABS_PER_BROWSER = 4;
    private static final int MORE_FILES = 24;
    private static final int MORE_THREADS = 16;
    private static final int MORE_LIVE_HEAP_MIB = 12;

    /** The heap of a service grows to its limit of 384 MiB in a run of large pages; beyond that lie code and threads. */
    private static final int MOST_RESIDENT_MIB = 576;

    private static final Pattern GENERATION = Pattern.compile("(?i)generation|defnew|tenured");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI health;
    private final long pid;
    private final int redisPort;
    private final int tabs;
    private final Path profiles;
    private final ProcessTree tree;
    private Holdings before;

    /** What can grow. */
    private record Holdings(long files, long threads, long liveHeapMib, long residentMib, long browsersMib) {}

    Inspection(int port, long pid, int redisPort, int tabs, Path profiles) {
        this.health = URI.create("http://127.0.0.1:" + port + "/health");
        this.pid = pid;
        this.redisPort = redisPort;
        this.tabs = tabs;
        this.profiles = profiles;
        this.tree = new ProcessTree(pid);
    }

    /** Takes note of what there is before the strikes. */
    void begin() throws Exception {
        List<String> wrong = settled();
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("already before the first strike: " + wrong);
        }
        before = holdings();
    }

    /** Returns what is not as it was, once the service has had time to recover. */
    List<String> end() throws Exception {
        List<String> wrong = settled();
        awaitThreads(before.threads() + MORE_THREADS);
        Holdings after = holdings();
        compare(wrong, "open files", before.files(), after.files(), MORE_FILES);
        compare(wrong, "threads", before.threads(), after.threads(), MORE_THREADS);
        compare(wrong, "live heap, MiB", before.liveHeapMib(), after.liveHeapMib(), MORE_LIVE_HEAP_MIB);
        long mayGrow = Math.max(0, MOST_RESIDENT_MIB - before.residentMib());
        compare(wrong, "resident service, MiB", before.residentMib(), after.residentMib(), mayGrow);
        compare(wrong, "browsers, MiB", before.browsersMib(), after.browsersMib(), before.browsersMib() / 2);
        return wrong;
    }

    private static void compare(List<String> wrong, String what, long before, long after, long more) {
        System.out.printf("%-34s %d before, %d after%n", what, before, after);
        if (after > before + more) {
            wrong.add("%s grew from %d to %d, by more than %d".formatted(what, before, after, more));
        }
    }

    /** Waits until nothing is amiss; returns what still is when patience ends. */
    private List<String> settled() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> wrong = amiss();
        while (!wrong.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(500);
            wrong = amiss();
        }
        return wrong;
    }

    private void awaitThreads(long most) throws Exception {
        long end = System.nanoTime() + IDLE_THREADS_LEAVE.toNanos();
        while (status("Threads") > most && System.nanoTime() < end) {
            Thread.sleep(500);
        }
    }

    private List<String> amiss() throws Exception {
        List<String> wrong = new ArrayList<>();
        String pool = get(health).replaceAll("\\s", "");
        if (!pool.contains("\"available_instances\":" + tabs + ',')) {
            wrong.add("not every tab is free: " + pool);
        }
        List<String> reserved = output("redis-cli", "-p", Integer.toString(redisPort), "HVALS", "tabs:bench").lines().toList();
        if (reserved.size() != tabs || !reserved.stream().allMatch(String::isBlank)) {
            wrong.add("tabs in the registry are not %d free ones: %s".formatted(tabs, reserved));
        }
        tree.entries().stream()
                .filter(entry -> entry.state() == 'Z' || entry.state() == 'T')
                .forEach(entry -> wrong.add((entry.state() == 'Z' ? "zombie " : "stopped process ") + entry));
        int browsers = (tabs + TABS_PER_BROWSER - 1) / TABS_PER_BROWSER;
        strays().forEach(stray -> wrong.add("process outside of the service: " + stray));
        List<Path> kept = profiles();
        if (kept.size() != browsers) {
            wrong.add("profiles are not those of %d browsers: %s".formatted(browsers, contents()));
        }
        int contexts = 0;
        for (Path profile : kept) {
            contexts += contexts(profile);
        }
        if (contexts != tabs) {
            wrong.add("%d browser contexts for %d tabs".formatted(contexts, tabs));
        }
        return wrong;
    }

    private List<String> strays() {
        List<Long> own = tree.entries().stream().map(ProcessTree.Entry::pid).toList();
        return ProcessTree.all()
                .filter(entry -> !own.contains(entry.pid()))
                .map(entry -> entry.pid() + " " + ProcessTree.commandLine(entry.pid()))
                .filter(line -> line.contains("--user-data-dir=" + profiles))
                .toList();
    }

    private List<Path> profiles() throws IOException {
        try (Stream<Path> found = Files.find(
                profiles, 2, (path, attributes) -> path.getFileName().toString().startsWith("profile-"))) {
            return found.toList();
        }
    }

    /** The first two levels of what is in the profiles. */
    private List<String> contents() throws IOException {
        try (Stream<Path> found = Files.walk(profiles, 4)) {
            return found.map(path -> profiles.relativize(path).toString()).sorted().toList();
        }
    }

    /** Asks the browser of a profile. */
    private int contexts(Path profile) throws Exception {
        Path file = profile.resolve("DevToolsActivePort");
        if (!Files.exists(file)) {
            return 0;
        }
        List<String> address = Files.readAllLines(file);
        String reply = DevTools.ask(
                client, URI.create("ws://127.0.0.1:" + address.get(0) + address.get(1)), "Target.getBrowserContexts");
        Matcher list = Pattern.compile("\"browserContextIds\":\\[([^]]*)]").matcher(reply);
        return !list.find() || list.group(1).isEmpty() ? 0 : list.group(1).split(",").length;
    }

    private Holdings holdings() throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        output(jcmd, Long.toString(pid), "GC.run");
        long heap = output(jcmd, Long.toString(pid), "GC.heap_info")
                        .lines()
                        .filter(line -> GENERATION.matcher(line).find())
                        .map(USED::matcher)
                        .filter(Matcher::find)
                        .mapToLong(used -> Long.parseLong(used.group(1)))
                        .sum()
                / 1024;
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return new Holdings(
                    files.count(), status("Threads"), heap, status("VmRSS") / 1024, tree.descendantsPss() / 1024);
        }
    }

    private long status(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    private String get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(Arrays.toString(command) + ": " + output);
        }
        return output;
    }
}
