package io.millrace.connectors.s3;

import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3 answers, in words that name the file and what helps. */
final class S3Errors {

    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int PRECONDITION_FAILED = 412;

    private S3Errors() {}

    /**
     * The error of a call.
     *
     * @param doing what it was about to do, such as Writing
     * @param file {@code s3://…}
     */
    static IOException of(String doing, String file, SdkException e) {
        String what = doing + " " + file + ": ";
        if (e instanceof S3Exception answer) {
            return new IOException(what + words(answer), e);
        }
        if (e instanceof SdkClientException && String.valueOf(e.getMessage()).contains("credentials")) {
            return new IOException(
                    what + "there are no credentials. Give the executor AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                            + " a profile, or a role",
                    e);
        }
        return new IOException(what + e.getMessage(), e);
    }

    private static String words(S3Exception answer) {
        String code = answer.awsErrorDetails() == null
                ? ""
                : String.valueOf(answer.awsErrorDetails().errorCode());
        if (answer.statusCode() == FORBIDDEN) {
            return "refused (" + (code.isEmpty() ? "403" : code)
                    + "). The credentials of the executor need GetObject, PutObject, DeleteObject,"
                    + " AbortMultipartUpload, ListBucket and ListBucketMultipartUploads there";
        }
        if (code.equals("NoSuchBucket")) {
            return "there is no such bucket. Make it first";
        }
        return String.valueOf(answer.getMessage());
    }
}
