package edgecomet.application.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {

    private static final String META = "<meta charset=\"%s\"><p>Grüße</p>";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "utf-8        | text/html                           | <p>Grüße</p>",
                "utf-8        | ''                                  | <p>Grüße</p>",
                "iso-8859-1   | text/html; charset=ISO-8859-1       | <p>Grüße</p>",
                "iso-8859-1   | text/html;Charset=\"iso-8859-1\"    | <p>Grüße</p>",
                "windows-1251 | text/html                           | <meta charset='windows-1251'><p>Привет</p>",
                "windows-1251 | text/html                           | <meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\">Привет",
                "utf-8        | text/html; charset=utf-8            | <meta charset=windows-1251><p>Grüße</p>",
                "utf-8        | text/html; charset=no-such-charset  | <p>Grüße</p>",
                "utf-8        | text/html; charset=?*               | <p>Grüße</p>",
            })
    void is_read_by_the_charset_that_the_answer_or_the_page_names(String charset, String contentType, String page) {
        assertEquals(page, HtmlText.decode(page.getBytes(Charset.forName(charset)), contentType));
    }

    @Test
    void a_mark_at_the_beginning_comes_first_and_is_no_text() {
        String page = META.formatted("iso-8859-1");
        for (Charset charset :
                new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE}) {
            assertEquals(page, HtmlText.decode(("\uFEFF" + page).getBytes(charset), "text/html; charset=iso-8859-1"));
        }
    }

    @Test
    void a_declaration_far_below_is_none() {
        String page = " ".repeat(1100) + META.formatted("iso-8859-1");
        assertEquals(page, HtmlText.decode(page.getBytes(StandardCharsets.UTF_8), ""));
    }
}
