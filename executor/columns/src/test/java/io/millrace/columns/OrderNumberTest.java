package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Physical;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class OrderNumberTest {

    private static final Set<Physical> NESTED = EnumSet.of(Physical.ARRAY, Physical.MAP, Physical.ROW);

    static final List<DataType> TYPES = RandomRows.EVERY_TYPE.stream()
            .filter(type -> !NESTED.contains(type.physical()))
            .map(type -> type.withNullable(false))
            .toList();

    @ParameterizedTest
    @FieldSource("TYPES")
    void aSmallerNumberComesFirstAndOneThatIsExactTellsTheValue(DataType type) {
        Vector values = VectorTest.vectorOf(type, new RandomRows(11).values(type, 300));
        for (int a = 0; a < 300; a++) {
            for (int b = 0; b < 300; b++) {
                int order = Integer.signum(ValueOrder.compare(values, a, values, b));
                int byNumber = Long.compare(OrderNumber.of(values, a), OrderNumber.of(values, b));
                if (byNumber != 0 || OrderNumber.tells(type, OrderNumber.of(values, a))) {
                    assertThat(order).as("%d and %d of %s", a, b, type).isEqualTo(byNumber);
                }
            }
        }
    }
}
