package io.millrace.connectors.s3;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A place in S3: {@code s3://BUCKET/PREFIX?endpoint=URL&region=NAME&path-style=true}. What is left out is as the AWS
 * tools have it in environment and profile, credentials always.
 *
 * @param prefix without {@code /} at its ends; empty for the whole bucket
 * @param endpoint where a server stands that is not Amazon's
 * @param region as Amazon names it
 * @param pathStyle whether the bucket is named in the path and not in the host name, as most other servers want it
 */
public record S3Location(
        String bucket, String prefix, Optional<URI> endpoint, Optional<String> region, boolean pathStyle) {

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{2,40}");
    private static final Set<String> OPTIONS = Set.of("endpoint", "region", "path-style");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with words for people when it is none
     */
    public static S3Location parse(URI uri) {
        if (!"s3".equals(uri.getScheme()) || uri.getRawUserInfo() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException(
                    "it is to be s3://BUCKET/PREFIX, with credentials in the environment and not in it");
        }
        String bucket = uri.getAuthority() == null ? "" : uri.getAuthority();
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException(
                    "'" + bucket + "' is no name of a bucket: 3 to 63 lower case letters, digits, '-' and '.'");
        }
        String path = uri.getPath() == null ? "" : uri.getPath();
        String prefix = path.replaceAll("^/|/$", "");
        if (!prefix.isEmpty() && !PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "'" + prefix + "' is no prefix: names of letters, digits, '_', '-' and '.', with '/' between them");
        }
        TreeMap<String, String> options = options(uri.getRawQuery());
        return new S3Location(
                bucket,
                prefix,
                Optional.ofNullable(options.get("endpoint")).map(S3Location::endpoint),
                Optional.ofNullable(options.get("region")).map(S3Location::region),
                pathStyle(options));
    }

    private static TreeMap<String, String> options(String query) {
        TreeMap<String, String> options = new TreeMap<>();
        if (query == null) {
            return options;
        }
        for (String option : query.split("&", -1)) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (equals < 0 || !OPTIONS.contains(name)) {
                throw new IllegalArgumentException(
                        "'" + option + "' is no option of it: endpoint=URL, region=NAME or path-style=true|false");
            }
            if (options.put(name, URLDecoder.decode(option.substring(equals + 1), StandardCharsets.UTF_8)) != null) {
                throw new IllegalArgumentException("'" + name + "' is in it twice");
            }
        }
        return options;
    }

    private static URI endpoint(String text) {
        URI endpoint = URI.create(text);
        boolean isWeb = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        if (!isWeb || endpoint.getHost() == null || endpoint.getRawUserInfo() != null) {
            throw new IllegalArgumentException("'" + text + "' is no endpoint, such as https://s3.example.com:9000");
        }
        return endpoint;
    }

    private static String region(String text) {
        if (!REGION.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no region, such as eu-central-1");
        }
        return text;
    }

    private static boolean pathStyle(TreeMap<String, String> options) {
        return switch (options.getOrDefault("path-style", options.containsKey("endpoint") ? "true" : "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("path-style is true or false");
        };
    }

    /** The key of a file. */
    String key(String path) {
        return prefix.isEmpty() ? path : prefix + "/" + path;
    }

    /** What all keys below a folder begin with; the empty folder is the root. */
    String keysBelow(String folder) {
        if (folder.isEmpty()) {
            return prefix.isEmpty() ? "" : prefix + "/";
        }
        return key(folder) + "/";
    }

    /** The path of the file with a key. */
    String path(String key) {
        return prefix.isEmpty() ? key : key.substring(prefix.length() + 1);
    }

    /** A file, for people. */
    String name(String path) {
        return "s3://" + bucket + "/" + key(path);
    }

    /** Without options. */
    @Override
    public String toString() {
        return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
