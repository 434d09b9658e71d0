package edgecomet.adapters.chrome.har;

import edgecomet.adapters.chrome.cdp.CdpObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One header field of a recording. */
record HarHeader(String name, String value) {
    private static final int MAX_FIELDS = 200;
    private static final String WITHHELD = "(withheld)";

    /** Recordings are passed around; what opens doors has no place in them. */
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "cookie", "proxy-authorization", "set-cookie", "set-cookie2");

    /** Reads the headers of a request or response; a field that came several times has a line for each. */
    static List<HarHeader> list(CdpObject headers, TextBudget budget) {
        List<HarHeader> list = new ArrayList<>();
        headers.members().forEach((name, value) -> {
            if (value instanceof String lines) {
                boolean secret = CREDENTIALS.contains(name.toString().toLowerCase(Locale.ROOT));
                lines.lines()
                        .forEach(line -> list.add(new HarHeader(name.toString(), secret ? WITHHELD : line.strip())));
            }
        });
        if (list.size() > MAX_FIELDS) {
            budget.exceed();
        }
        return list.stream()
                .limit(MAX_FIELDS)
                .map(header -> new HarHeader(budget.keep(header.name), budget.keep(header.value)))
                .sorted(Comparator.comparing(HarHeader::name))
                .toList();
    }
}
