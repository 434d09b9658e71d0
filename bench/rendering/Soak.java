package rendering;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Renders good and hostile pages while browsers are struck, and looks for what is left of it. */
final class Soak {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration GOOD_TIMEOUT = Duration.ofSeconds(6);
    private static final Duration HOSTILE_TIMEOUT = Duration.ofSeconds(2);
    private static final int HOSTILE_PERCENT = 40;
    private static final int MOST_SHOWN = 20;
    private static final List<String> WAITS = List.of("settled", "networkIdle", "networkAlmostIdle", "load");

    /** These are not ready for {@code networkIdle} before their time is up. */
    private static final List<String> GOOD_WAITS = List.of("settled", "networkAlmostIdle");

    private final RenderService service;
    private final Site site;
    private final Chaos chaos;
    private final Duration deadline;
    private final long end;
    private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger good = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();
    private final AtomicInteger hostile = new AtomicInteger();
    private final AtomicLong slowest = new AtomicLong();

    private Soak(RenderService service, Site site, Chaos chaos, Duration deadline, long end) {
        this.service = service;
        this.site = site;
        this.chaos = chaos;
        this.deadline = deadline;
        this.end = end;
    }

    /**
     * Arguments: port and process of the service, port of its Redis, its tabs, its hard limit in seconds, directory for
     * its files, how many pages at a time, how many seconds.
     */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        long pid = Long.parseLong(arguments[1]);
        int tabs = Integer.parseInt(arguments[3]);
        Duration deadline = Duration.ofSeconds(Integer.parseInt(arguments[4]));
        int workers = Integer.parseInt(arguments[6]);
        Inspection inspection = new Inspection(
                port, pid, Integer.parseInt(arguments[2]), tabs, Path.of(arguments[5], "edgecomet-chrome"));
        ProcessTree tree = new ProcessTree(pid);
        List<String> violations;
        try (Site site = new Site();
                RenderService service = new RenderService(port, deadline.plus(GRACE))) {
            Workers.run(workers, twice(Corpus.PAGES), (page, tab) -> service.render(
                    tab, site.url(page.path()), "settled", GOOD_TIMEOUT));
            inspection.begin();
            long end = System.nanoTime() + Duration.ofSeconds(Integer.parseInt(arguments[7])).toNanos();
            try (Chaos chaos = new Chaos(tree)) {
                Soak soak = new Soak(service, site, chaos, deadline, end);
                soak.run(workers);
                chaos.close();
                // Who was struck while idle is noticed when it is needed: let every tab be used.
                Workers.run(workers, twice(Corpus.PAGES), soak::good);
                violations = soak.violations;
                soak.report();
            }
        }
        violations.addAll(inspection.end());
        violations.stream().limit(MOST_SHOWN).forEach(violation -> System.err.println("FAILED: " + violation));
        System.out.printf("%d violations%n", violations.size());
        System.exit(violations.isEmpty() ? 0 : 1);
    }

    private static <T> List<T> twice(List<T> items) {
        List<T> both = new ArrayList<>(items);
        both.addAll(items);
        return both;
    }

    private void run(int workers) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int tab = i;
                running.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        one(tab);
                    }
                    return null;
                }));
            }
            for (Future<Void> worker : running) {
                worker.get();
            }
        }
    }

    private void one(int tab) throws InterruptedException {
        if (ThreadLocalRandom.current().nextInt(100) < HOSTILE_PERCENT) {
            String name = any(Hostile.NAMES);
            hostile.incrementAndGet();
            render(name, tab, Hostile.url(site, name), any(WAITS), HOSTILE_TIMEOUT);
            return;
        }
        good(any(Corpus.PAGES), tab);
    }

    private void good(Corpus.Page page, int tab) throws InterruptedException {
        String wait = page.name().equals("polling") || page.name().equals("stream") ? "settled" : any(GOOD_WAITS);
        good.incrementAndGet();
        RenderService.Answer first = render(page.name(), tab, site.url(page.path()), wait, GOOD_TIMEOUT);
        if (first.shows(page)) {
            return;
        }
        retried.incrementAndGet();
        RenderService.Answer second =
                chaos.sparing(() -> render(page.name(), tab, site.url(page.path()), wait, GOOD_TIMEOUT));
        if (!second.shows(page)) {
            violations.add("good page %s (%s) failed twice: %s; then %s%s"
                    .formatted(page.name(), wait, shown(first), shown(second), chaos.lately()));
        }
    }

    private RenderService.Answer render(String name, int tab, String url, String wait, Duration timeout)
            throws InterruptedException {
        long start = System.nanoTime();
        RenderService.Answer answer = service.render(tab, url, wait, timeout);
        long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
        slowest.accumulateAndGet(took, Math::max);
        if (!answer.isPresent() || took > deadline.plus(GRACE).toMillis()) {
            violations.add("%s (%s) was not answered within %d s and a second: %s after %d ms%s"
                    .formatted(name, wait, deadline.toSeconds(), shown(answer), took, chaos.lately()));
        }
        return answer;
    }

    private static String shown(RenderService.Answer answer) {
        String text = answer.html().replace('\n', ' ');
        return answer.status() + " " + answer.pageStatus() + " "
                + (text.length() <= 300 ? text : text.substring(0, 150) + " … " + text.substring(text.length() - 150));
    }

    private static <T> T any(List<T> items) {
        return items.get(ThreadLocalRandom.current().nextInt(items.size()));
    }

    private void report() {
        System.out.printf("%-34s %d, of which %d needed a second try%n", "good pages", good.get(), retried.get());
        System.out.printf("%-34s %d%n", "hostile pages", hostile.get());
        System.out.printf("%-34s %s%n", "strikes", chaos.counts());
        System.out.printf("%-34s %d ms%n", "slowest answer", slowest.get());
    }
}
