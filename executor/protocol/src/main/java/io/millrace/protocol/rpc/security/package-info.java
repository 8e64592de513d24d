/**
 * Who may talk to whom. A {@link io.millrace.protocol.rpc.security.JoinToken} does both: it admits the caller, and it names
 * the certificate that the caller has to meet. Servers keep what a token hashes to, never the token. Off the machine nothing
 * is served without a certificate ({@link io.millrace.protocol.rpc.security.ListenAddress}). docs/adr/0013 tells why.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.protocol.rpc.security;

import org.jspecify.annotations.NullMarked;
