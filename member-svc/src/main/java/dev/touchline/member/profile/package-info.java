/** What is known of a member, and how news is added to it. Free of frameworks. */
package dev.touchline.member.profile;
