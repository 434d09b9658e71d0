package edgecomet.adapters.http.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import edgecomet.adapters.http.listener.PreparedAnswer;
import edgecomet.application.port.PagesInMemory;
import edgecomet.application.serve.FindHitUseCase.Hit;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.serve.ServePageUseCase;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.cache.PagePath;
import io.micronaut.context.LifeCycle;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.netty.buffer.ByteBuf;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pages that are asked for most, ready to be written, in a bounded amount of memory outside the heap. It owns their
 * texts and gives them back when they make room for others, are replaced, or the gateway ends.
 *
 * <p>Safe for concurrent use; never blocks.
 */
@Singleton
@Requires(beans = {ServePageUseCase.class, HotPagesSize.class})
final class HotPages implements LifeCycle<HotPages>, PagesInMemory {

    /** For texts on their way to clients, beside those that are hot; where it is full, hits are left to the controller. */
    private static final long ON_THE_WAY_BYTES = 64L * 1024 * 1024;

    private final TextMemory memory;
    private final Cache<Variant, HotPage> pages;
    private final long limit;

    HotPages(HotPagesSize size) {
        this.limit = size.bytes();
        this.memory = new TextMemory(limit + ON_THE_WAY_BYTES);
        this.pages = Caffeine.newBuilder()
                .maximumWeight(limit)
                .weigher((Variant variant, HotPage page) -> page.bytes())
                .removalListener(HotPages::removed)
                .executor(Runnable::run)
                .build();
    }

    private static void removed(@Nullable Variant variant, @Nullable HotPage page, RemovalCause cause) {
        if (page != null) {
            page.giveBack();
        }
    }

    /** The same page is not the same text for all. */
    private record Variant(CacheKey key, Coding accepted) {}

    /** Returns the answer to a hit; null if its page is not here. */
    @Nullable
    PreparedAnswer answer(Hit hit, Coding accepted, boolean withBody) {
        HotPage page = pages.getIfPresent(new Variant(hit.entry().key(), accepted));
        return page != null && page.answers(hit) ? page.answer(hit, withBody) : null;
    }

    /** Takes in what a cached page was answered with, if it is such that hits may be answered with it. */
    void offer(PageAnswer.Cached answer, HttpResponse<?> response, Coding accepted) {
        boolean hit = !answer.stale() && answer.entry().source() == EntrySource.RENDER;
        if (hit && answer.body().length < limit) {
            String contentType = response.getHeaders().get(HttpHeaders.CONTENT_TYPE);
            Coding coding = accepted.forBody(contentType == null ? "" : contentType, answer.body().length);
            byte[] body = coding.code(answer.body());
            PageHead.of(answer, response, coding, body.length).ifPresent(head -> {
                ByteBuf text = text(head, body);
                if (text != null) {
                    keep(new HotPage(head, text), answer.entry(), accepted);
                }
            });
        }
    }

    /** Returns the head of the answers to a hit; empty if they are not like all others. */
    static Optional<PageHead> head(Hit hit) {
        PageAnswer.Cached cached = hit.withoutBody();
        return PageHead.of(cached, AnswerWriter.response(cached), Coding.PLAIN, (int)
                hit.entry().size());
    }

    /** Prepares the answer to a hit whose body was read; null if there is no room for it. The page may become hot. */
    @Nullable
    PreparedAnswer prepare(Hit hit, PageHead head, byte[] body) {
        ByteBuf text = text(head, body);
        return text == null ? null : prepare(hit, head, text);
    }

    /**
     * Prepares the answer to a hit, if its body can be read right now and there is room for it. The page may become hot.
     *
     * @param body fills a direct buffer to its limit; returns whether it did
     */
    @Nullable
    PreparedAnswer prepare(Hit hit, PageHead head, Predicate<ByteBuffer> body) {
        int size = (int) hit.entry().size();
        int lines = head.lines().length;
        ByteBuf text = memory.take(lines + size);
        if (text == null) {
            return null;
        }
        boolean read = false;
        try {
            text.writeBytes(head.lines());
            read = body.test(text.nioBuffer(lines, size));
        } finally {
            if (!read) {
                text.release();
            }
        }
        return read ? prepare(hit, head, text.writerIndex(lines + size)) : null;
    }

    private @Nullable PreparedAnswer prepare(Hit hit, PageHead head, ByteBuf text) {
        HotPage page = new HotPage(head, text);
        PreparedAnswer answer = page.answer(hit, true);
        keep(page, hit.entry(), Coding.PLAIN);
        return answer;
    }

    private @Nullable ByteBuf text(PageHead head, byte[] body) {
        ByteBuf text = memory.take(head.lines().length + body.length);
        return text == null ? null : text.writeBytes(head.lines()).writeBytes(body);
    }

    private void keep(HotPage page, CacheEntry entry, Coding accepted) {
        pages.put(new Variant(entry.key(), accepted), page);
    }

    @Override
    public Set<PagePath> paths() {
        return pages.asMap().values().stream().map(HotPage::path).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean isRunning() {
        return true;
    }

    @Override
    public HotPages stop() {
        pages.invalidateAll();
        return this;
    }
}
