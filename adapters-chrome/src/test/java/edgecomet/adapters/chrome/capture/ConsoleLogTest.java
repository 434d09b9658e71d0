package edgecomet.adapters.chrome.capture;

import static edgecomet.adapters.chrome.Events.event;
import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.domain.render.ConsoleMessage;
import edgecomet.domain.render.ConsoleMessage.Kind;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleLogTest {
    private final AtomicInteger stops = new AtomicInteger();
    private final ConsoleLog log = new ConsoleLog(stops::incrementAndGet);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'string','value':'plain'}                                        | plain",
                "{'type':'number','value':42}                                             | 42",
                "{'type':'number','value':1.5}                                            | 1.5",
                "{'type':'boolean','value':true}                                          | true",
                "{'type':'object','subtype':'null','value':null}                          | [object]",
                "{'type':'undefined'}                                                     | [undefined]",
                "{'type':'object','className':'Object','description':'Object'}            | Object",
                "{'type':'object','subtype':'error','description':'Error: x at f'}        | Error: x at f",
                "{'type':'object','className':'Widget'}                                   | [Widget]",
                "{'type':'number','unserializableValue':'NaN','description':'NaN'}        | NaN",
                "{'type':'string','value':'Error:'},{'type':'string','value':'code'},{'type':'number','value':42}"
                        + ",{'type':'string','value':'occurred'}                          | Error: code 42 occurred",
                "{'type':'string','value':''},{'type':'string','value':'b'}               | b",
            })
    void argumentsReadAsThePageMeantThem(String arguments, String text) {
        log.on(call("error", arguments));

        assertEquals(List.of(text), texts());
    }

    @ParameterizedTest
    @CsvSource({
        "error, error",
        "warning, warning",
        "log, ''",
        "info, ''",
        "debug, ''",
        "assert, ''",
        "trace, ''",
        "new, ''",
    })
    void onlyErrorsAndWarningsAreKept(String type, String kind) {
        log.on(call(type, "{'type':'string','value':'x'}"));

        assertEquals(
                kind.isEmpty() ? List.of() : List.of(Kind.ofLabel(kind).orElseThrow()),
                log.messages().stream().map(ConsoleMessage::kind).toList());
    }

    @Test
    void aCallWithoutTextIsNotKept() {
        log.on(call("error", ""));
        log.on(call("error", "{'type':'string','value':''}"));

        assertEquals(List.of(), log.messages());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'url':'http://h/a.js','lineNumber':9,'columnNumber':0}  | http://h/a.js | 10:1",
                "{'url':'','lineNumber':-5,'columnNumber':3}              | <anonymous>   | 1:4",
            })
    void theSourceIsTheFirstFrameCountedFromOne(String frame, String url, String location) {
        log.on(event(
                "Runtime.consoleAPICalled",
                "{'type':'error','args':[{'type':'string','value':'x'}],'stackTrace':{'callFrames':[" + frame
                        + ",{'url':'other','lineNumber':1,'columnNumber':1}]}}"));

        assertEquals(List.of(new ConsoleMessage(Kind.ERROR, url, location, "x")), log.messages());
    }

    @Test
    void withoutAStackTheSourceIsUnknown() {
        log.on(call("warning", "{'type':'string','value':'x'}"));

        assertEquals(List.of(new ConsoleMessage(Kind.WARNING, "<anonymous>", "0:0", "x")), log.messages());
    }

    @Test
    void anErrorThatNobodyCaughtIsAnError() {
        log.on(event("Runtime.exceptionThrown", """
                {'exceptionDetails':{'text':'Uncaught','url':'http://h/a.js','lineNumber':1,'columnNumber':6,
                 'exception':{'type':'object','description':'TypeError: no'}}}"""));
        log.on(event("Runtime.exceptionThrown", """
                {'exceptionDetails':{'text':'Uncaught (in promise)','exception':{'type':'string','value':'nope'},
                 'stackTrace':{'callFrames':[{'url':'http://h/b.js','lineNumber':0,'columnNumber':0}]}}}"""));

        assertEquals(
                List.of(
                        new ConsoleMessage(Kind.ERROR, "http://h/a.js", "2:7", "Uncaught TypeError: no"),
                        new ConsoleMessage(Kind.ERROR, "http://h/b.js", "1:1", "Uncaught (in promise) nope")),
                log.messages());
    }

    @Test
    void textsAreKeptUpToFiveKilobytesTogetherAndShorterOnesMayStillFit() {
        log.on(call("error", string("ä".repeat(2_500))));
        log.on(call("error", string("x".repeat(121))));
        log.on(call("error", string("y".repeat(120))));
        log.on(call("error", string("z")));

        assertEquals(List.of("ä".repeat(2_500), "y".repeat(120)), texts());
    }

    @Test
    void aPageThatTalksWithoutEndIsNotListenedToForLong() {
        for (int i = 0; i < 5_000; i++) {
            log.on(call("log", string("x")));
        }

        assertEquals(1, stops.get());
    }

    private List<String> texts() {
        return log.messages().stream().map(ConsoleMessage::text).toList();
    }

    private static String string(String text) {
        return "{'type':'string','value':'" + text + "'}";
    }

    private static CdpEvent call(String type, String arguments) {
        return event("Runtime.consoleAPICalled", "{'type':'" + type + "','args':[" + arguments + "]}");
    }
}
