/** Who may call what: tokens and certificates, roles, organisation scopes, and the audit log. */
package dev.touchline.kit.access;
