package io.millrace.model.shape;

import io.millrace.model.NearestName;
import io.millrace.model.annotation.Text;
import io.millrace.model.document.FieldPath;
import io.millrace.model.type.DataType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** The Java types that are written as text: some of the JDK and ours, and every record marked {@link Text}. */
final class TextTypes {

    private static final Map<Class<?>, TextType> KNOWN = Map.of(
            String.class,
            TextType.STRING,
            DataType.class,
            new TextType(DataType.class, Optional.empty(), DataType::parse, Object::toString),
            FieldPath.class,
            new TextType(FieldPath.class, Optional.empty(), FieldPath::parse, Object::toString),
            ZoneId.class,
            new TextType(ZoneId.class, Optional.empty(), TextTypes::zone, zone -> ((ZoneId) zone).getId()));

    private TextTypes() {}

    static Optional<TextType> of(Class<?> type) {
        TextType known = KNOWN.get(type);
        if (known != null) {
            return Optional.of(known);
        }
        Text text = type.getAnnotation(Text.class);
        return text == null ? Optional.empty() : Optional.of(ofRecord(type, text.pattern()));
    }

    private static TextType ofRecord(Class<?> type, String pattern) {
        RecordComponent component = type.getRecordComponents()[0];
        Constructor<?> constructor = Reflection.constructor(type);
        return new TextType(
                type, Optional.of(pattern), text -> Reflection.make(constructor, new Object[] {text}), value ->
                        (String) Reflection.get(component, value));
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
            throw new IllegalArgumentException(
                    "`" + shown + "` is not a time zone; write one like `UTC` or `Europe/Berlin`"
                            + NearestName.hint(text, ZoneId.getAvailableZoneIds()),
                    e);
        }
    }
}
