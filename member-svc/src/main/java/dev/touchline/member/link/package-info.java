/** Who is who: which member a set of identifiers belongs to, and when two members are one person. Free of frameworks. */
package dev.touchline.member.link;
