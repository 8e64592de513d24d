/** Words that SQL keeps for itself; a column of such a name is written in backticks. */
const RESERVED = new Set(
  (
    "ALL AND ANY ARRAY AS ASC AT BEGIN BETWEEN BIGINT BINARY BOOLEAN BOTH BY CASE CAST CEIL CHAR COLLECT COLUMN COUNT CROSS CUBE " +
    "CURRENT DATE DAY DEC DECIMAL DEFAULT DELETE DESC DESCRIBE DISTINCT DOUBLE DROP ELSE END ESCAPE EVERY EXCEPT EXISTS EXTRACT " +
    "FALSE FETCH FILTER FIRST_VALUE FLOAT FLOOR FOR FROM FULL FUNCTION GRANT GROUP GROUPING HAVING HOUR IN INNER INSERT INT " +
    "INTEGER INTERSECT INTERVAL INTO IS JOIN LAG LANGUAGE LAST_VALUE LEAD LEADING LEFT LIKE LIMIT LOCAL LOWER MATCH MAX MERGE METHOD MIN " +
    "MINUTE MOD MODULE MONTH MULTISET NATURAL NONE NOT NULL NULLIF NUMERIC OF OFFSET ON ONLY OR ORDER OUT OUTER OVER OVERLAPS " +
    "PARTITION PERCENT PERIOD POSITION POWER PRECISION PRIMARY RANGE RANK REAL REFERENCES RESULT RETURN RIGHT ROLLUP ROW ROWS " +
    "SECOND SELECT SET SHOW SIMILAR SMALLINT SOME SQL START STATIC STREAM SUBSTRING SUM SYSTEM TABLE THEN TIME TIMESTAMP TINYINT " +
    "TO TRAILING TRIM TRUE UNION UNIQUE UNKNOWN UPDATE UPPER USER USING VALUE VALUES VARCHAR WHEN WHERE WINDOW WITH WITHIN YEAR"
  ).split(" "),
);

/** A column's name as an expression writes it. */
export function identifier(name: string): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name.toUpperCase());
  return isPlain ? name : `\`${name.replaceAll("`", "``")}\``;
}

/** The name of the column that an expression is, when it is nothing else. */
export function columnNamed(expression: string): string | undefined {
  const text = expression.trim();
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return text;
  const quoted = /^`((?:[^`]|``)+)`$/.exec(text)?.[1];
  return quoted?.replaceAll("``", "`");
}
