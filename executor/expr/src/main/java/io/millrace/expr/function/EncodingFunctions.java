package io.millrace.expr.function;

import static io.millrace.expr.function.Signature.BIGINT;
import static io.millrace.expr.function.Signature.BYTES;
import static io.millrace.expr.function.Signature.TEXT;
import static io.millrace.expr.function.Signature.TEXT_OR_BYTES;
import static io.millrace.model.type.CharacterType.STRING;

import io.millrace.expr.Category;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.kernel.Digests;
import io.millrace.expr.kernel.Encodings;
import io.millrace.expr.kernel.Urls;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import java.util.List;
import java.util.Locale;

/** Digests, and texts written in other ways. */
final class EncodingFunctions {

    private EncodingFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                digest("MD5", 128, "900150983cd24fb0d6963f7d28e17f72"),
                digest("SHA1", 160, "a9993e364706816aba3e25717850c26c9cd0d89d"),
                digest("SHA224", 224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
                digest("SHA256", 256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                digest(
                        "SHA384",
                        384,
                        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                                + "8086072ba1e7cc2358baeca134c825a7"),
                digest(
                        "SHA512",
                        512,
                        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"),
                text("SHA2")
                        .args(2)
                        .signature("SHA2(text, bits) → VARCHAR(128)")
                        .meaning(
                                "The digest of the text by SHA-2 with 224, 256, 384 or 512 bits, in hexadecimal digits;"
                                        + " a row error for another number")
                        .difference("These four lengths; Flink takes 1 for SHA-1")
                        .example("SHA2('abc', 224)", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")
                        .resolvedBy(Signature.of(TEXT, BIGINT)
                                .answers(new CharacterType(128, false), Digests.class, "sha2")
                                .with(Digests.Workspace.class)),
                text("TO_BASE64")
                        .signature("TO_BASE64(text or bytes) → STRING")
                        .meaning("The bytes of the text in base 64")
                        .example("TO_BASE64('hello')", "aGVsbG8=")
                        .resolvedBy(Signature.of(TEXT_OR_BYTES).answers(STRING, Encodings.class, "toBase64")),
                text("FROM_BASE64")
                        .signature("FROM_BASE64(text or bytes) → STRING")
                        .meaning("The text that was written in base 64; a row error when it was not")
                        .example("FROM_BASE64('aGVsbG8=')", "hello")
                        .resolvedBy(Signature.of(TEXT_OR_BYTES).answers(STRING, Encodings.class, "fromBase64")),
                text("HEX")
                        .signature("HEX(integer or text) → STRING")
                        .meaning("The integer, or each byte of the text, in digits of base 16; a negative integer as 64"
                                + " bits of its two's complement")
                        .example("HEX(20)", "14")
                        .example("HEX('hello')", "68656C6C6F")
                        .resolvedBy((function, args) -> Signature.of(
                                        Types.isInteger(args.getFirst().type().type()) ? BIGINT : TEXT)
                                .answers(STRING, Encodings.class, "hex")
                                .resolve(function, args)),
                text("UNHEX")
                        .signature("UNHEX(text) → BYTES")
                        .meaning("The bytes that were written in digits of base 16; NULL when they were not")
                        .difference("An odd number of digits stands for one with a 0 before it; Flink loses the first")
                        .example("CAST(UNHEX('6869') AS STRING)", "hi")
                        .example("UNHEX('xyz')", "NULL")
                        .resolvedBy(Signature.of(TEXT)
                                .answers(BinaryType.BYTES, Encodings.class, "unhex")
                                .orNull()),
                text("ENCODE")
                        .args(2)
                        .signature("ENCODE(text, charset) → BYTES")
                        .meaning(
                                "The text as bytes of the character set: US-ASCII, ISO-8859-1, UTF-8, UTF-16BE, UTF-16LE"
                                        + " or UTF-16")
                        .example("CAST(ENCODE('hi', 'UTF-8') AS STRING)", "hi")
                        .resolvedBy(Signature.of(TEXT, TEXT)
                                .answers(BinaryType.BYTES, Encodings.class, "encode")
                                .checking(1, Encodings::charset)),
                text("DECODE")
                        .args(2)
                        .signature("DECODE(bytes, charset) → STRING")
                        .meaning("The text that bytes of the character set are")
                        .example("DECODE(x'6869', 'UTF-8')", "hi")
                        .resolvedBy(Signature.of(BYTES, TEXT)
                                .answers(STRING, Encodings.class, "decode")
                                .checking(1, Encodings::charset)),
                text("URL_ENCODE")
                        .signature("URL_ENCODE(text) → STRING")
                        .meaning("The text as it may stand in a URL, in UTF-8, a space as +")
                        .example("URL_ENCODE('a b&c')", "a+b%26c")
                        .resolvedBy(Signature.of(TEXT)
                                .answers(STRING, Encodings.class, "urlEncode")
                                .typedNullable()),
                text("URL_DECODE")
                        .signature("URL_DECODE(text) → STRING")
                        .meaning("The text that was written for a URL; NULL when it was not")
                        .example("URL_DECODE('a+b%26c')", "a b&c")
                        .example("URL_DECODE('%zz')", "NULL")
                        .resolvedBy(Signature.of(TEXT)
                                .answers(STRING, Encodings.class, "urlDecode")
                                .orNull()),
                text("PARSE_URL")
                        .args(2, 3)
                        .signature("PARSE_URL(url, part [, key]) → STRING")
                        .difference("Any scheme will do; Flink knows a few and answers NULL for others")
                        .meaning(
                                "A part of the URL: HOST, PATH, QUERY, REF, PROTOCOL, AUTHORITY, FILE or USERINFO, or the"
                                        + " value of one key of the QUERY; NULL when there is none")
                        .example("PARSE_URL('https://example.com/a?q=1&r=2', 'HOST')", "example.com")
                        .example("PARSE_URL('https://example.com/a?q=1&r=2', 'QUERY', 'r')", "2")
                        .resolvedBy(Signature.of(TEXT, TEXT, TEXT)
                                .answers(STRING, Urls.class, "parseUrl")
                                .with(Urls.Workspace.class)
                                .orNull()));
    }

    private static ScalarFunction.Builder text(String name) {
        return ScalarFunction.named(name, Category.TEXT);
    }

    private static ScalarFunction digest(String name, int bits, String value) {
        return text(name)
                .signature(name + "(text or bytes) → CHAR(" + bits / 4 + ")")
                .meaning("The digest of the bytes, those of a text in UTF-8, in hexadecimal digits")
                .example(name + "('abc')", value)
                .resolvedBy(Signature.of(TEXT_OR_BYTES)
                        .answers(new CharacterType(bits / 4, true), Digests.class, name.toLowerCase(Locale.ROOT))
                        .with(Digests.Workspace.class));
    }
}
