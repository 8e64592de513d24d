package io.millrace.engine.codegen;

import io.millrace.expr.value.Utf8;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The class data of a generated class: all constants that are objects (texts, wide numbers, patterns, the time zone), in
 * the order of their first use. To the JIT they are as constant as the numbers that stand in the code.
 */
final class Constants {

    private final Map<Object, Integer> indexes = new LinkedHashMap<>();

    /** What pushes the value, as an instance of {@code type}. */
    DynamicConstantDesc<?> load(Object value, Class<?> type) {
        int index = indexes.computeIfAbsent(value, _ -> indexes.size());
        return DynamicConstantDesc.ofNamed(
                ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, Symbols.desc(type), index);
    }

    /** The values, texts and bytes moved into the array of {@link #texts}. */
    List<Object> values(byte[] texts) {
        List<Object> values = new ArrayList<>();
        int start = 0;
        for (Object value : indexes.keySet()) {
            if (value instanceof Utf8 text) {
                Utf8 moved = new Utf8();
                moved.set(texts, start, text.length());
                start += text.length();
                values.add(moved);
            } else {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    /** All texts and bytes among the values, one behind the other, so that results that are constants share one array. */
    byte[] texts() {
        int length = 0;
        for (Object value : indexes.keySet()) {
            length += value instanceof Utf8 text ? text.length() : 0;
        }
        byte[] texts = new byte[length];
        int start = 0;
        for (Object value : indexes.keySet()) {
            if (value instanceof Utf8 text) {
                System.arraycopy(text.data(), text.start(), texts, start, text.length());
                start += text.length();
            }
        }
        return texts;
    }
}
