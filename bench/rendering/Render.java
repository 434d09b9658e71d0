package rendering;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Renders the corpus with a service and with the floor, by turns, and prints what each of them cost. */
final class Render {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WARM_UP_PASSES = 4;

    /** One page at a time shall find an idle pool: neither is a tab being prepared nor one thrown away. */
    private static final Duration REST = Duration.ofMillis(250);

    private static final String SETTLED = "settled";
    private static final String IDLE = "networkIdle";

    private final int concurrency;
    private final int rounds;
    private final Site site;
    private final RenderService service;
    private final List<Floor> floors;
    private final List<ProcessTree> floorTrees;
    private final ProcessTree serviceTree;

    private Render(int concurrency, int rounds, Site site, RenderService service, List<Floor> floors, long servicePid) {
        this.concurrency = concurrency;
        this.rounds = rounds;
        this.site = site;
        this.service = service;
        this.floors = floors;
        this.floorTrees = floors.stream().map(floor -> new ProcessTree(floor.pid())).toList();
        this.serviceTree = new ProcessTree(servicePid);
    }

    /**
     * Arguments: port and process of the service, tabs at a time, rounds, waits separated by commas, browser, directory
     * for profiles, browsers of the floor, {@code guarded} if the floor's pages shall go by the egress proxy, how it
     * blocks.
     */
    public static void main(String[] arguments) throws Exception {
        int concurrency = Integer.parseInt(arguments[2]);
        List<Floor> floors = new ArrayList<>();
        try (Site site = new Site();
                RenderService service = new RenderService(Integer.parseInt(arguments[0]), PATIENCE);
                Guard guard = Guard.of(arguments[8])) {
            for (int i = 0; i < Integer.parseInt(arguments[7]); i++) {
                floors.add(new Floor(Path.of(arguments[5]), Path.of(arguments[6], "floor-" + i), guard.url(), Floor.Blocking.valueOf(arguments[9])));
            }
            new Render(concurrency, Integer.parseInt(arguments[3]), site, service, floors, Long.parseLong(arguments[1]))
                    .run(List.of(arguments[4].split(",")));
        } finally {
            floors.forEach(Floor::close);
        }
    }

    private void run(List<String> waits) throws Exception {
        // The first pages of a Java process and of a browser cost what no later one does.
        for (int pass = 0; pass < WARM_UP_PASSES; pass++) {
            serve(new Tally(), "load", pass);
            visit(new Tally(), "load", pass);
        }
        Map<String, Tally> served = new TreeMap<>();
        for (String wait : waits) {
            Tally ours = new Tally();
            Tally bare = new Tally();
            for (int round = 1; round <= rounds; round++) {
                serve(ours, wait, round);
                if (!wait.equals(SETTLED)) {
                    visit(bare, wait, round);
                }
            }
            served.put(wait, ours);
            Report.lines(concurrency, wait, ours, bare, served.get(IDLE));
        }
    }

    private void serve(Tally tally, String wait, int round) throws Exception {
        pass(tally, List.of(serviceTree), round, (page, worker) -> {
            long start = System.nanoTime();
            RenderService.Answer answer = service.render(worker, site.url(page.path()), wait, TIMEOUT);
            tally.rendered(page, Duration.ofNanos(System.nanoTime() - start), answer.shows(page));
        });
    }

    private void visit(Tally tally, String event, int round) throws Exception {
        pass(tally, floorTrees, round, (page, worker) -> {
            Floor.Visit visit = floors.get(worker % floors.size()).visit(site.url(page.path()), event, TIMEOUT);
            tally.rendered(page, visit.render(), visit.html().contains(page.mark()));
            tally.around(visit.prepare(), visit.dispose());
        });
    }

    private interface Work {
        void on(Corpus.Page page, int worker) throws Exception;
    }

    /** All pages, often enough to keep every worker busy; the same order for both sides of a round. */
    private void pass(Tally tally, List<ProcessTree> trees, int round, Work work) throws Exception {
        List<Corpus.Page> pages = new ArrayList<>();
        for (int copy = 0; copy < Math.max(1, concurrency / 2); copy++) {
            pages.addAll(Corpus.PAGES);
        }
        Collections.shuffle(pages, new Random(round));
        List<ProcessTree.Cpu> before = trees.stream().map(ProcessTree::cpu).toList();
        Duration rest = concurrency == 1 ? REST : Duration.ZERO;
        long start = System.nanoTime();
        try (MemoryWatch _ = new MemoryWatch(trees, tally)) {
            Workers.run(concurrency, pages, (page, worker) -> {
                work.on(page, worker);
                Thread.sleep(rest);
            });
        }
        tally.took(Duration.ofNanos(System.nanoTime() - start).minus(rest.multipliedBy(pages.size())));
        quiet(trees);
        for (int i = 0; i < trees.size(); i++) {
            tally.cost(trees.get(i).cpu().minus(before.get(i)));
        }
    }

    /** What a render leaves to do is part of its price. */
    private static void quiet(List<ProcessTree> trees) throws InterruptedException {
        long last = -1;
        for (int turn = 0; turn < 20; turn++) {
            long now = trees.stream().mapToLong(tree -> tree.cpu().total()).sum();
            if (now - last <= 10) {
                return;
            }
            last = now;
            Thread.sleep(150);
        }
    }
}
