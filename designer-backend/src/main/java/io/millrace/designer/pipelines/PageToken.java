package io.millrace.designer.pipelines;

import io.millrace.designer.web.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a page of pipelines ended: the last one's name and id. */
record PageToken(String name, String id) {

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((id + "\n" + name).getBytes(StandardCharsets.UTF_8));
    }

    static PageToken of(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int end = plain.indexOf('\n');
            if (end > 0) {
                return new PageToken(plain.substring(end + 1), plain.substring(0, end));
            }
        } catch (IllegalArgumentException e) {
            // Not Base64, so not one of ours either.
        }
        throw Refused.badRequest(
                "page.token",
                "pageToken is not a token that a page of this list ended with; leave it out to begin anew");
    }
}
