package edgecomet.adapters.chrome;

import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.adapters.chrome.cdp.CdpObject;
import java.util.Map;
import org.openqa.selenium.json.Json;

/** Events as a browser sends them, from their JSON; single quotes stand for double ones. */
public final class Events {
    private static final Json JSON = new Json();

    private Events() {}

    public static CdpEvent event(String method, String params) {
        Map<String, Object> members = JSON.toType(params.replace('\'', '"'), Json.MAP_TYPE);
        return new CdpEvent(method, new CdpObject(members));
    }
}
